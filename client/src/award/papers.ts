import { bytesToSign } from '../../../crypto/pdfRange.ts'
import type { PaperKind } from '../../../server/award/letterEvents.ts'
import { signBytes } from '../app/sign.ts'
import { api, Refused } from '../net/http.ts'

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

/** Asks again while the platform is still setting a paper; half a minute at most. */
async function ready<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (let left = 60; ; left--) {
    const found = await ask()
    if (found !== undefined) return found
    if (left === 0)
      throw new Refused({ status: 404, code: 'PAPER_NOT_READY', zh: '文件正在生成，请稍后再试', en: 'not ready yet' })
    await pause(500)
  }
}

/** Puts this organisation's signature into a paper (PAdES): the whole PDF is fetched, its bytes are signed here. */
export async function signPaper(tender: string, paper: PaperKind): Promise<void> {
  const path = `/tenders/${tender}/award/papers/${paper}`
  const { sha256: prepared, mine } = await ready(async () => {
    const found = await api.get<{ sha256: string | null; mine: boolean }>(path)
    return found.sha256 ? found : undefined
  })
  if (mine) return
  const cms = await signBytes(bytesToSign(await api.bytes(`${path}/prepared`)))
  await api.post(`${path}/sign`, { prepared, cms })
}

/** Signs award notice and the notices to all others, each in its PDF, and sends them together. */
export async function sendNotices(tender: string): Promise<void> {
  const path = `/tenders/${tender}/award/letters`
  const { items } = await ready(async () => {
    try {
      return await api.get<{ items: { letter: string }[] }>(path)
    } catch (problem) {
      if (problem instanceof Refused && problem.problem.code === 'LETTERS_ABSENT') return undefined
      throw problem
    }
  })
  const signatures: { letter: string; cms: string }[] = []
  for (const { letter } of items)
    signatures.push({ letter, cms: await signBytes(bytesToSign(await api.bytes(`${path}/${letter}`))) })
  await api.post(path, { signatures })
}
