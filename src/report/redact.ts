// the query of a hosted image is a signature; the host may be quoted inside JSON or HTML
const signed = /((?:https?:)?\/\/[\w.-]*intercomcdn\.(?:com|eu)[^\s"'<>()\\?#]*)\?[^\s"'<>()\\]*/giu

/** Takes tokens, as they are and as they look in URLs and JSON, and signatures of hosted images out of a text. */
export function redact(text: string, secrets: Iterable<string>): string {
  let clean = text
  // the longest first, so that no end of one stays behind
  for (const secret of [...forms(secrets)].sort((a, b) => b.length - a.length)) clean = clean.replaceAll(secret, '[redacted]')
  return clean.replace(signed, '$1')
}

function forms(secrets: Iterable<string>): Set<string> {
  const all = new Set<string>()
  for (const secret of secrets) {
    // shorter texts occur by chance
    if (secret.length < 6) continue
    for (const form of [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
      Buffer.from(secret).toString('base64'),
    ])
      all.add(form)
  }
  return all
}
