/* eslint-disable no-bitwise -- the algorithm is one of bits */

/**
 * FNV-1a, 32 bits, of a text's UTF-8 bytes, as eight hex digits: what the controller writes into its labels `…-hash`
 * (`agents.x-k8s.io/sandbox-name-hash`, `agents.x-k8s.io/sandbox-template-ref-hash`).
 */
export function fnv1a32(text: string): string {
  let hash = 0x811c9dc5;
  const bytes = Buffer.from(text, 'utf8');
  for (let at = 0; at < bytes.length; at += 1) {
    hash = Math.imul(hash ^ bytes[at], 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, '0');
}
