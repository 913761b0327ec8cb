const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A new id: ten characters of time, sixteen of chance (Crockford base 32, 26 in all). It counts nothing. */
export function newId(now: number, random: (n: number) => Uint8Array): string {
  let time = ''
  for (let left = now, i = 0; i < 10; i++) {
    time = ALPHABET[left % 32] + time
    left = Math.floor(left / 32)
  }
  return time + Array.from(random(16), (byte) => ALPHABET[byte % 32]).join('')
}
