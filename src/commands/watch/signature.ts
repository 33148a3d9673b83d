import { createHmac, timingSafeEqual } from 'node:crypto'

/** The header Intercom signs with: `sha1=` and the HMAC of the body as it was sent, keyed with the app's client secret (INTERCOM.md, webhooks). */
export const signatureHeader = 'x-hub-signature'

const form = /^sha1=([0-9a-f]{40})$/iu

/** Whether a header looks like a signature at all. */
export const isSignature = (header: string): boolean => form.test(header)

/** Whether a body was signed with a secret. How long it takes tells nothing of how much of a wrong signature is right. */
export function isSigned(body: Uint8Array, header: string, secret: string): boolean {
  const [, hex] = form.exec(header) ?? []
  if (hex === undefined) return false
  return timingSafeEqual(Buffer.from(hex, 'hex'), createHmac('sha1', secret).update(body).digest())
}
