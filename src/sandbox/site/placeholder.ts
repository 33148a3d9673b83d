/** A drawing that stands for an image nobody fetched, naming where it would have come from. */
export function placeholder(source: string): string {
  const name = source.replace(/[<>&"']/g, ' ')
  const shown = name.length > 70 ? `…${name.slice(-69)}` : name
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" width="560" height="150" viewBox="0 0 560 150">',
    '<rect width="560" height="150" rx="8" fill="#eef1f6"/>',
    '<text x="280" y="72" text-anchor="middle" font-family="system-ui, sans-serif" font-size="15" fill="#5f6b7a">image, not fetched by the sandbox</text>',
    `<text x="280" y="96" text-anchor="middle" font-family="ui-monospace, monospace" font-size="11" fill="#8a94a3">${shown}</text>`,
    '</svg>',
  ].join('')
}
