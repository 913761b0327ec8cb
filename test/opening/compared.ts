import { hex, utf8 } from '../../crypto/bytes.ts'
import { sha256 } from '../../crypto/digest.ts'
import type { BidForm } from '../../server/bids/contract.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import type { ComparedBid } from '../../server/opening/likeness.ts'

export const law = rulebook('T-2025')
export const given = { files: new Set<string>(), ids: new Set<string>() }
export const form = (changes: Partial<BidForm> = {}): BidForm => ({
  ...{ price: '100', durationDays: 1, quality: '合格', leader: '甲', leaderCertificate: '1' },
  ...changes,
})
export const bid = (n: number, changes: Partial<ComparedBid> = {}): ComparedBid => ({
  ...{ tag: `t${n}`, code: `C${n}`, name: `第${n}建设有限公司`, files: [], runs: new Map() },
  form: form({ price: String([100, 250, 470, 900, 1000][n]), leader: `leader ${n}` }),
  ...changes,
})
export const file = (name: string, print: Partial<NonNullable<ComparedBid['files'][number]['print']>> = {}) => ({
  ...{ part: 'technical', name, sha256: hex(sha256(utf8(name))) },
  print: { author: null, createdAt: null, ids: [], text: '', ...print },
})
export const kinds = (found: { kind: string; bids: string[] }[]) =>
  found.map((one) => `${one.kind} ${one.bids.join('+')}`)
export const related = (head: string, of: Partial<NonNullable<BidForm['relations']>> = {}) =>
  form({ relations: { head, holders: [], managers: [], ...of } })
