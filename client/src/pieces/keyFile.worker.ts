import { type KeyEntry, readKeyFile } from '../../../crypto/keyFile.ts'

/** Opens a key file beside the page, so that deriving keys from a PIN never holds the screen. */
addEventListener('message', ({ data }: MessageEvent<{ bytes: Uint8Array; pin: string }>) => {
  readKeyFile(data.bytes, data.pin).then(
    (entries) => postMessage({ entries: entries.map(plain) }),
    (problem) => postMessage({ code: problem?.code ?? 'KEY_FILE_MALFORMED' }),
  )
})

/** A key as it crosses over: certificates are read again on the other side. */
const plain = ({ name, pkcs8, certificate, chain }: KeyEntry) => ({
  ...{ name, pkcs8, certificate: certificate.der, chain: chain.map(({ der }) => der) },
})
