import { skippedLine } from './skipped.ts'
import type { ParityLink, ParityReport } from './values.ts'

const escape = (text: string): string =>
  text.replace(/[&<>"]/gu, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign)

const style = `body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1b1f24}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}table{border-collapse:collapse;width:100%}
td,th{text-align:left;padding:.3rem .8rem .3rem 0;border-bottom:1px solid #e3e6ea;vertical-align:top;overflow-wrap:anywhere}
.n{text-align:right;font-variant-numeric:tabular-nums}del{background:#fde8e8;text-decoration:none}ins{background:#e3f6e5;text-decoration:none}
.verdict{font-size:1.2rem;padding:.6rem .8rem;border-radius:.4rem}.good{background:#e3f6e5}.bad{background:#fde8e8}.dim{color:#667}`

const row = (cells: readonly string[]): string => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
const table = (heads: readonly string[], rows: readonly string[]): string =>
  `<table><thead><tr>${heads.map((head) => `<th>${escape(head)}</th>`).join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`

const links = (heading: string, all: readonly ParityLink[]): string =>
  all.length === 0
    ? ''
    : `<h2>${escape(heading)} (${all.length})</h2>${table(
        ['in', 'locale', 'address', ''],
        all.map(({ title, to, locale, address, says }) =>
          row([`${escape(title)} <span class="dim">${escape(to)}</span>`, escape(locale ?? ''), escape(address), escape(says)]),
        ),
      )}`

/** The comparison as a page that stands by itself. */
export function parityPage(report: ParityReport): string {
  const { from, to, createdAt, counts, differences, stale, broken, skipped } = report
  const good = differences.length + stale.length === 0
  const verdict = `${differences.length} differences, ${stale.length} links back, ${broken.length} broken links; ${report.texts} texts, ${report.links} links and ${report.images} images compared`
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(from.name)} and ${escape(to.name)}</title><style>${style}</style></head><body>
<h1>${escape(from.name)} → ${escape(to.name)}</h1>
<p class="dim">workspace ${escape(from.id ?? '')} and workspace ${escape(to.id ?? '')}, compared ${escape(createdAt)}</p>
<p class="verdict ${good ? 'good' : 'bad'}">${escape(verdict)}</p>
${table(
  ['', from.name, to.name, 'of its own'],
  counts.map((one) => row([escape(one.kind), String(one.from), String(one.to), String(one.alien)])),
)}
${skipped.map((one) => `<p>${escape(skippedLine(one))}</p>`).join('\n')}
${
  differences.length === 0
    ? ''
    : `<h2>Differences (${differences.length})</h2>${table(
        ['what', 'locale', '', from.name, to.name],
        differences.map(({ kind, title, from: here, to: there, locale, what, before, after }) =>
          row([
            `${escape(kind)} ${escape(title)} <span class="dim">${escape(here ?? '–')} → ${escape(there ?? '–')}</span>`,
            escape(locale ?? ''),
            escape(what),
            `<del>${escape(before)}</del>`,
            `<ins>${escape(after)}</ins>`,
          ]),
        ),
      )}`
}
${links('Links that still lead back', stale)}
${links('Links to what is not there', broken)}
</body></html>
`
}
