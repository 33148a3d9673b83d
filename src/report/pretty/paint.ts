import { stripVTControlCharacters, styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

/** Puts a text in a style, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string

export const painter =
  (colour: boolean): Paint =>
  (style, text) =>
    colour ? styleText(style, text, { validateStream: false }) : text

/** How wide a text is on a screen, its styles not counted. */
export const width = (text: string): number => Array.from(stripVTControlCharacters(text)).length

/** A text cut to a number of columns, with `…` where it was cut. It may not hold styles. */
export const clip = (text: string, columns: number): string => {
  const letters = Array.from(text)
  return letters.length <= columns ? text : `${letters.slice(0, Math.max(1, columns - 1)).join('')}…`
}

/** Control characters of foreign text made visible, so that a title cannot move the cursor. */
export const tame = (text: string): string => text.replace(/\p{Cc}/gu, '␤')

/** Rows set in columns, two spaces apart; the last column is as long as it is. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? ''))))
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === row.length - 1 ? cell : cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - width(cell))),
      )
      .join('  ')
      .trimEnd(),
  )
}

/** `1 article`, `2 articles`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`
