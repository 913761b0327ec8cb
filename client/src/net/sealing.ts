import { bytesToSign } from '../../../crypto/pdfRange.ts'
import { signBytes } from '../app/sign.ts'
import { api, Refused } from './http.ts'

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
