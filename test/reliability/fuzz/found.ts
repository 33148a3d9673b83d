/** Texts that once made the program fail, kept for ever, and some that are near the edge. */
export const found: readonly string[] = [
  '',
  '---\n---\n',
  '---\ntitle: a\n---',
  '---\ntitle: |\n  a\n\n---\n# b',
  '---\r\ntitle: a\r\n---\r<<: *a',
  '---\rtitle: a\n---\nb',
  '\uFEFF---\r\r\ntitle: a\r\n---\r\n\r\nb\r\n',
  '---yaml\ntitle: a\n---\nb',
  '---\ntitle: Rye ---\nstate: draft\n---\n\nb\n',
  '\uFEFF---\r\ntitle: a\r\n---\r\n\r\nb\r\n',
]
