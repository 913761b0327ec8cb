import { createHash } from 'node:crypto'
import { checkPath } from '../../../crypto/chain.ts'
import { checkPdf } from '../../../crypto/pdf/signatures.ts'
import type { TrustedAuthority } from '../../identity/trustList.ts'
import type { Tender } from '../../tenders/tender.ts'
import { bytesOf } from '../bag.ts'
import { documents } from '../bundle.ts'
import type { Opened } from './archive.ts'
import { refuseAny } from './report.ts'
import { tenderOf } from './states.ts'
import { entryOf, unasked } from './trust.ts'

/** Every document that a fact names is here with that very hash, and its PDF signatures verify. */
export async function checkDocuments({ bag, facts, trust }: Opened): Promise<string> {
  const tender: Tender = tenderOf(facts)
  const written = facts.map((one, i) => ({ ...one, seq: i, commitment: '' }))
  const wrong: string[] = []
  const by: (TrustedAuthority | undefined)[] = []
  const named = [...documents(tender, written)]
  for (const { path } of named) {
    const name = `data/${path}`
    if (!bag.paths.includes(name)) {
      wrong.push(`${path} is missing`)
      continue
    }
    const bytes = await bytesOf(bag, name)
    const short = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
    if (!path.endsWith(`-${short}.pdf`)) {
      wrong.push(`${path} has another hash than the fact names`)
      continue
    }
    try {
      for (const one of await checkPdf(bytes)) {
        const { certificate, chain, signedAt } = one.by
        const at = signedAt ?? facts[0]?.fact.at ?? 0
        const path = await checkPath(certificate, { ...trust, intermediates: [...chain] }, at, 'sign')
        by.push(entryOf(trust, path, { use: 'sign', at }))
      }
    } catch (problem) {
      wrong.push(`${path}: ${String((problem as { code?: string }).code ?? (problem as Error).message)}`)
    }
  }
  refuseAny(wrong, 'documents are not as the facts say')
  return `${named.length} documents, ${by.length} signatures in them${unasked(by)}`
}
