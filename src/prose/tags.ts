import type { Marks } from './block.ts'

/** Inline elements that become a mark of the text. */
export const marking: Readonly<Record<string, keyof Omit<Marks<never>, 'link'>>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  cite: 'italic',
  dfn: 'italic',
  var: 'italic',
  code: 'code',
  kbd: 'code',
  samp: 'code',
  tt: 'code',
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** Inline elements that look different from plain text, which Intercom cannot show. */
export const showing = words('u s del strike sub sup mark ins small big q font')

/** Inline elements that look like plain text. */
export const silent = words('span abbr acronym time label data bdi bdo wbr nobr ruby rb rt rp output')

/** Inline elements that may stand in an element nobody knows and leave it one of the line. */
export const inLine: ReadonlySet<string> = new Set([...showing, ...silent, ...Object.keys(marking), 'a', 'br', 'img'])

/** Boxes whose content stands by itself. */
export const boxes = words(
  'div section article main header footer nav aside figure figcaption address center hgroup dl dt dd summary caption ' +
    'td th tr li tbody thead tfoot body html search',
)

/** Boxes that look different, or do something: their text stays, and what went is said. */
export const showingBoxes = words('blockquote form fieldset legend button select optgroup option noscript marquee')

/** Elements whose content is not text to read: they go, and it is said. */
export const removed = words(
  'script style template iframe object embed applet svg math canvas audio video input textarea link meta base title head map area ' +
    'frame frameset noframes progress meter dialog slot portal source track param noembed',
)

/** Elements that mean nothing to a reader. */
export const nothing = words('col colgroup')

/** Classes Intercom puts on elements of its own around what was sent. */
export const dressing = words(
  'intercom-container intercom-interblocks-table-container intercom-h2b-video collapsible-section-content no-margin ' +
    'intercom-align-left intercom-align-center intercom-align-right intercom-align-justify',
)
