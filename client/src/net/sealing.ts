import { unbase64 } from '../../../crypto/bytes.ts'
import { bytesToSign } from '../../../crypto/pdfRange.ts'
import type { ToSign } from '../../../server/tenders/hostSigningCommands.ts'
import { signBytes } from '../app/sign.ts'
import { api, Refused } from './http.ts'
import { serverNow } from './useClock.ts'

/** Somebody signed between fetching a paper and signing it: it is fetched and signed again. */
const MEANWHILE = ['PAPER_CHANGED', 'PAPER_NOT_PREPARED']

/**
 * Puts this organisation's signature into a paper (PAdES): the whole PDF is fetched and its bytes are signed here.
 *
 * @param path where the prepared copy (`/prepared`) is fetched and the signature (`/seal`) is sent
 * @param base tells which version is signed, where a paper has several signers; asked again when one was faster
 */
export async function sealPdf(path: string, base?: () => Promise<string>): Promise<void> {
  for (let left = 5; ; left--) {
    const prepared = await base?.()
    const cms = await signBytes(bytesToSign(await api.bytes(`${path}/prepared`)))
    try {
      await api.post(`${path}/seal`, { ...(prepared ? { prepared } : {}), cms })
      return
    } catch (problem) {
      if (!(problem instanceof Refused) || !MEANWHILE.includes(problem.problem.code) || left === 0) throw problem
    }
  }
}

/**
 * Signs what a deed publishes in its PDFs, in the same step: the paper that tells it, the document that the platform makes with
 * it, and documents that were uploaded for it.
 *
 * @param path of the deed; its papers are made under `/prepared`
 * @param uploads documents that come with it
 */
export async function sealsWith(
  path: string,
  fields: object,
  uploads: readonly { prepared: string; sha256: string }[] = [],
): Promise<{ seals: { sha256: string; cms: string }[]; paper: { at: number; cms: string } }> {
  const at = Math.round(serverNow())
  const { pdf, made } = await api.post<ToSign>(`${path}/prepared`, { ...fields, at })
  const seals = made ? [{ sha256: made.sha256, cms: await signBytes(bytesToSign(unbase64(made.pdf))) }] : []
  for (const { prepared, sha256 } of uploads)
    seals.push({ sha256, cms: await signBytes(bytesToSign(await api.bytes(prepared))) })
  return { seals, paper: { at, cms: await signBytes(bytesToSign(unbase64(pdf))) } }
}
