/** The one style sheet of the help-center page; it needs nothing from the network. */
export const style = `
:root { --ink: #1d2430; --soft: #5f6b7a; --line: #e3e7ec; --paper: #fff; --ground: #f6f7f9; --accent: #2458d3; color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.6 system-ui, -apple-system, "Segoe UI", sans-serif; }
a { color: var(--accent); text-underline-offset: 2px; }
header { background: var(--ink); color: #fff; }
header > div, main { max-width: 820px; margin: 0 auto; padding: 0 20px; }
header > div { display: flex; flex-wrap: wrap; gap: 8px 20px; align-items: baseline; padding: 18px 20px; }
header a { color: #fff; text-decoration: none; }
header a[aria-current] { text-decoration: underline; }
header .name { font-weight: 650; font-size: 18px; margin-right: auto; }
header nav { display: flex; flex-wrap: wrap; gap: 12px; font-size: 14px; }
main { padding-top: 28px; padding-bottom: 64px; }
h1, h2, h3, h4 { line-height: 1.25; margin: 1.6em 0 .5em; }
h1 { font-size: 28px; } h2 { font-size: 21px; } h3 { font-size: 17px; } h4 { font-size: 16px; }
main > h1:first-child { margin-top: 0; }
.lead, .soft { color: var(--soft); }
.lead { margin-top: -6px; font-size: 17px; }
.crumbs { font-size: 14px; color: var(--soft); margin-bottom: 14px; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 18px 22px; margin: 14px 0; }
.card > h2, .card > h3 { margin-top: 0; }
.card .card { background: var(--ground); }
ul.plain { list-style: none; padding: 0; margin: 8px 0 0; }
ul.plain li { padding: 5px 0; border-top: 1px solid var(--line); }
ul.plain li:first-child { border-top: 0; }
.tag { display: inline-block; border-radius: 99px; background: #e8edf8; color: #2b4373; font-size: 12px; line-height: 1.3; padding: 2px 9px; margin-left: 6px; }
.tag.warn { background: #fff0d6; color: #7a4b00; }
article { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 28px 34px; overflow-wrap: anywhere; }
article > h1:first-child { margin-top: 0; }
.body > :first-child { margin-top: 0; }
.body h1 { font-size: 23px; } .body h2 { font-size: 19px; }
.body p { margin: .55em 0; } .body p:empty { min-height: .6em; }
.body img { max-width: 100%; height: auto; border-radius: 6px; }
.intercom-container { margin: 14px 0; }
.intercom-align-center { text-align: center; } .intercom-align-right { text-align: right; }
.intercom-h2b-button { display: inline-block; background: var(--accent); color: #fff; text-decoration: none; border-radius: 8px; padding: 9px 18px; font-weight: 600; }
.intercom-interblocks-callout { border: 1px solid; border-radius: 8px; padding: 10px 18px; margin: 14px 0; }
.intercom-interblocks-table-container { overflow-x: auto; margin: 14px 0; }
table { border-collapse: collapse; width: 100%; } td, th { border: 1px solid var(--line); padding: 6px 12px; vertical-align: top; text-align: left; }
.body td p { margin: .2em 0; }
pre { background: #f1f3f6; border-radius: 8px; padding: 14px 16px; overflow-x: auto; font-size: 14px; line-height: 1.5; }
code { font-family: ui-monospace, "SF Mono", Menlo, monospace; font-size: .92em; }
p code, li code, td code { background: #f1f3f6; border-radius: 4px; padding: 1px 5px; }
details { border: 1px solid var(--line); border-radius: 8px; padding: 10px 16px; margin: 14px 0; } summary { cursor: pointer; font-weight: 600; }
.intercom-h2b-video iframe { width: 100%; aspect-ratio: 16 / 9; border: 0; border-radius: 8px; background: #111; }
hr { border: 0; border-top: 1px solid var(--line); margin: 24px 0; }
footer { font-size: 13px; color: var(--soft); margin-top: 28px; }
`
