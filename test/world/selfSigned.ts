import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** A key and a certificate for one address that vouches for itself, as PEM: for servers of tests. */
export async function selfSigned(address: string): Promise<{ key: string; certificate: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'yangguang-tls-'))
  const [key, certificate] = [join(folder, 'key'), join(folder, 'certificate')]
  const wanted = ['-subj', `/CN=${address}`, '-addext', `subjectAltName=IP:${address}`, '-days', '2']
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, ...wanted]
  await promisify(execFile)('openssl', made)
  const found = { key: await readFile(key, 'utf8'), certificate: await readFile(certificate, 'utf8') }
  await rm(folder, { recursive: true })
  return found
}
