import { parseCertificate } from '../../../crypto/certificate.ts'
import type { KeyEntry } from '../../../crypto/keyFile.ts'
import { CryptoProblem } from '../../../crypto/problem.ts'

interface Answer {
  entries?: { name: string; pkcs8: Uint8Array; certificate: Uint8Array; chain: Uint8Array[] }[]
  code?: 'KEY_FILE_PIN' | 'KEY_FILE_MALFORMED'
}

/** Opens a key file in a worker of its own, which ends with it. Throws KEY_FILE_PIN or KEY_FILE_MALFORMED. */
export function openKeyFile(bytes: Uint8Array, pin: string): Promise<KeyEntry[]> {
  const worker = new Worker(new URL('./keyFile.worker.ts', import.meta.url), { type: 'module' })
  return new Promise<Answer>((done, fail) => {
    worker.onmessage = ({ data }: MessageEvent<Answer>) => done(data)
    worker.onerror = ({ message }) => fail(new Error(message))
    worker.postMessage({ bytes, pin })
  })
    .then(({ entries, code }) => {
      if (!entries) throw new CryptoProblem(code ?? 'KEY_FILE_MALFORMED')
      return entries.map(({ name, pkcs8, certificate, chain }) => ({
        ...{ name, pkcs8, certificate: parseCertificate(certificate), chain: chain.map(parseCertificate) },
      }))
    })
    .finally(() => worker.terminate())
}
