import { wordsOf } from './seen.ts'
import type { Line, Source } from './source.ts'
import { headed, met } from './source.ts'

const tags = new Set(
  (
    'a abbr address article aside b blockquote br button caption center code col colgroup dd del details div dl dt em figcaption figure ' +
    'font footer form h1 h2 h3 h4 h5 h6 header hr i iframe img input ins kbd label li main mark nav ol p picture pre q s samp script section ' +
    'small source span strong style sub summary sup table tbody td tfoot th thead tr track u ul var video'
  ).split(' '),
)
const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  copy: '©',
  reg: '®',
  trade: '™',
  mdash: '—',
  ndash: '–',
  hellip: '…',
  rarr: '→',
  times: '×',
  deg: '°',
}

const entities = (text: string): string =>
  text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/giu, (all, decimal?: string, hex?: string, name?: string) => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal))
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16))
    const found = name === undefined ? undefined : named[name]
    if (found === undefined) throw new Error(`the reader of the test does not know ${all}`)
    return found
  })

const bareUrl = /^(?:https?:\/\/|www\.)[^\s<>|]+/u

const bareMail = /^[\w.+-]+@[\w-]+(?:\.[\w-]*[a-zA-Z\d])+/u

// what a bare address ends with belongs to the sentence
const trimmedUrl = (url: string): string => {
  let end = url.replace(/[?!.,:*_~'";]+$/u, '')
  while (end.endsWith(')') && end.split(')').length > end.split('(').length) end = end.slice(0, -1)
  return end
}

/** Reads lines as one text, for links and images span lines; `html`: they are HTML, in which Markdown means nothing. */
export function inline(lines: readonly Line[], seen: Source, marks: string[], html: boolean): void {
  const text = lines.map((one) => one.text).join('\n')
  const starts: number[] = []
  for (let at = 0, n = 0; n < lines.length; at += (lines[n]?.text.length ?? 0) + 1, n++) starts.push(at)
  const lineAt = (at: number): number => {
    let low = 0
    for (let high = starts.length - 1; low < high;) {
      const middle = Math.ceil((low + high) / 2)
      if ((starts[middle] ?? 0) <= at) low = middle
      else high = middle - 1
    }
    return lines[low]?.line ?? 0
  }
  let plain = ''
  let since = 0
  const say = (): void => {
    let at = since
    for (const piece of plain.split('\n')) {
      seen.words.push(...met(wordsOf(entities(piece)), lineAt(at)))
      at += piece.length + 1
    }
    plain = ''
  }
  let at = 0
  const brackets: ('link' | 'text')[] = []
  const skip = (length: number): void => {
    say()
    at += length
    since = at
  }
  while (at < text.length) {
    const rest = text.slice(at, at + 4000)
    const line = lineAt(at)
    const code = html ? null : /^(`+)(?!`)([^]*?[^`])\1(?!`)/u.exec(rest)
    if (code !== null && !/\n[ \t>]*\n/u.test(code[0])) {
      const [all, , inside = ''] = code
      const from = at
      skip(all.length)
      let piece = from
      for (const part of inside.split('\n')) {
        seen.words.push(...met(wordsOf(part), lineAt(piece)))
        piece += part.length + 1
      }
      continue
    }
    if (!html && rest.startsWith('\\') && /^[!-/:-@[-`{-~]/u.test(rest.slice(1))) {
      skip(2)
      continue
    }
    const comment = /^<!--[^]*?-->/u.exec(rest)
    const auto = /^<((?:https?|mailto):[^\s<>]*)>/iu.exec(rest)
    const mail = /^<([\w.+-]+@[\w.-]+)>/u.exec(rest)
    const tag = /^<(\/?)([a-zA-Z][a-zA-Z\d]*)((?:\s[^<>]*)?)\/?>/u.exec(rest)
    if (comment !== null) {
      skip(comment[0].length)
      continue
    }
    if (auto?.[1] !== undefined || mail?.[1] !== undefined) {
      const url = auto?.[1] ?? mail?.[1] ?? ''
      skip((auto ?? mail)?.[0].length ?? 1)
      seen.links.push({ what: mail === null ? url : `mailto:${url}`, line })
      seen.words.push(...met(wordsOf(url), line))
      continue
    }
    if (tag?.[2] !== undefined && tags.has(tag[2].toLowerCase())) {
      skip(tag[0].length)
      element(tag[2].toLowerCase(), tag[1] === '/', tag[3] ?? '', line, seen)
      const raw = tag[1] === '' && /^h\d$/iu.test(tag[2]) ? new RegExp(`^([^]*?)</${tag[2]}`, 'iu').exec(text.slice(at)) : null
      if (raw?.[1] !== undefined) headed(raw[1], [], seen)
      const unseen = /^(?:video|script|style|iframe)$/iu.test(tag[2])
        ? text.slice(at).search(new RegExp(`</${tag[2]}`, 'iu'))
        : -1
      if (tag[1] === '' && unseen > 0) hidden(text.slice(at, at + unseen), line, seen)
      if (tag[1] === '' && unseen > 0) skip(unseen)
      continue
    }
    if (html) {
      plain += text.charAt(at)
      at += 1
      continue
    }
    const mark = /^\[\^([^\]\s]+)\]/u.exec(rest)
    if (mark?.[1] !== undefined) {
      if (!marks.includes(mark[1])) marks.push(mark[1])
      skip(mark[0].length)
      seen.words.push({ what: String(marks.indexOf(mark[1]) + 1), line })
      continue
    }
    const url = /[\p{L}\p{N}_]$/u.test(plain) || brackets.includes('link') ? null : bareUrl.exec(rest)
    if (url !== null) {
      const address = trimmedUrl(url[0])
      skip(address.length)
      seen.links.push({ what: entities(address.startsWith('www.') ? `http://${address}` : address), line })
      seen.words.push(...met(wordsOf(address), line))
      continue
    }
    const address = /[\w.+-]$/u.test(plain) || brackets.includes('link') ? null : bareMail.exec(rest)
    if (address !== null) {
      skip(address[0].length)
      seen.links.push({ what: `mailto:${address[0]}`, line })
      seen.words.push(...met(wordsOf(address[0]), line))
      continue
    }
    if (rest.startsWith('![')) {
      const image =
        /^!\[((?:[^\][\\]|\\.|\[[^\]]*\])*)\]\(\s*(?:<([^<>\n]*)>|((?:[^\s()]|\([^\s()]*\))+))(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/u.exec(
          rest,
        )
      if (image !== null) {
        skip(image[0].length)
        const [, alt = '', angled, plainSrc] = image
        seen.images.push({
          what: entities(angled ?? plainSrc ?? ''),
          alt: entities(alt.replace(/\\([!-/:-@[-`{-~])/gu, '$1')),
          line,
        })
        continue
      }
    }
    if (rest.startsWith('[')) {
      const linked = closing(text, at)
      brackets.push(linked ? 'link' : 'text')
      skip(1)
      continue
    }
    if (rest.startsWith(']')) {
      const open = brackets.pop()
      const target = /^\]\(\s*(?:<([^<>\n]*)>|((?:[^\s()]|\([^\s()]*\))*))(?:\s+(?:"[^"]*"|'[^']*'|\([^)]*\)))?\s*\)/u.exec(rest)
      if (open === 'link' && target !== null) {
        skip(target[0].length)
        seen.links.push({ what: entities(target[1] ?? target[2] ?? ''), line })
        continue
      }
      skip(1)
      continue
    }
    plain += text.charAt(at)
    at += 1
  }
  say()
}

// what a browser that plays the video does not show
function hidden(text: string, line: number, seen: Source): void {
  for (const [, name = '', attributes = ''] of text.matchAll(/<(source)((?:\s[^<>]*)?)>/giu))
    element(name.toLowerCase(), false, attributes, line, seen)
}

// whether the bracket that opens here closes before ( within its paragraph
function closing(text: string, from: number): boolean {
  let depth = 0
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at)
    if (char === '\\') at += 1
    else if (char === '`') {
      const run = /^`+/u.exec(text.slice(at))?.[0] ?? '`'
      const end = text.indexOf(run, at + run.length)
      if (end > 0) at = end + run.length - 1
    } else if (char === '[') depth += 1
    else if (char === ']') {
      depth -= 1
      if (depth === 0) return text.charAt(at + 1) === '('
    } else if (char === '\n' && /^\n[ \t>]*\n/u.test(text.slice(at, at + 200))) return false
  }
  return false
}

function element(name: string, closes: boolean, attributes: string, line: number, seen: Source): void {
  const attribute = (wanted: string): string | undefined => {
    const found = new RegExp(`(?:^|\\s)${wanted}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'iu').exec(attributes)
    return found === null ? undefined : entities(found[1] ?? found[2] ?? found[3] ?? '')
  }
  const id = attribute('id') ?? (name === 'a' ? attribute('name') : undefined)
  if (id !== undefined && !seen.anchors.has(id)) seen.waiting.push({ name: id, words: seen.words.length })
  if (closes) return
  const href = name === 'a' ? attribute('href') : undefined
  const src = attribute('src')
  if (href !== undefined) seen.links.push({ what: href, line })
  if (src === undefined) return
  if (name === 'img') seen.images.push({ what: src, alt: attribute('alt') ?? '', line })
  else if (name === 'iframe' || name === 'source' || name === 'video') seen.links.push({ what: src, line })
}
