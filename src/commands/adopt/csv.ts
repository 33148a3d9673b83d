// a sheet would run what begins like a formula
const harmless = (cell: string): string => (/^[=+\-@\t\r]/u.test(cell) ? `'${cell}` : cell)

const quoted = (cell: string): string => (/[",\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** Rows as a CSV text (RFC 4180), for sheets. */
export const toCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map((cell) => quoted(harmless(cell))).join(',')}\r\n`).join('')

/** The rows of a CSV text; cells may be quoted, and parted by commas or, where the first row has none, by semicolons. */
export function fromCsv(text: string): string[][] {
  const plain = text.replace(/^\uFEFF/u, '')
  const first = plain.split('\n', 1)[0] ?? ''
  const part = first.includes(',') ? ',' : ';'
  const rows: string[][] = [[]]
  let cell = ''
  let inside = false
  const end = (): void => {
    rows.at(-1)?.push(cell)
    cell = ''
  }
  for (let n = 0; n < plain.length; n += 1) {
    const sign = plain[n] ?? ''
    if (inside) {
      if (sign !== '"') cell += sign
      else if (plain[n + 1] === '"') cell += plain[++n] ?? ''
      else inside = false
    } else if (sign === '"' && cell === '') inside = true
    else if (sign === part) end()
    else if (sign === '\n') {
      end()
      rows.push([])
    } else if (sign !== '\r') cell += sign
  }
  if (cell !== '' || (rows.at(-1)?.length ?? 0) > 0) end()
  return rows.filter((row) => row.some((each) => each.trim() !== ''))
}
