import { hex, utf8 } from '../../../crypto/bytes.ts'
import { canonical } from '../../../crypto/canonical.ts'
import { sha256 } from '../../../crypto/digest.ts'
import type { Signer } from '../../../crypto/signature.ts'
import { facts, type Paper, paragraph, signatures } from '../../../templates/layout.ts'
import type { Guarantee } from '../../deposits/contract.ts'
import { GUARANTEE_DATA } from '../../deposits/guaranteeCommands.ts'
import { type Attachment, renderPaper } from '../../documents/render.ts'
import { signPdf } from '../../documents/sign.ts'
import { formatYuan, inChineseCapitals } from '../../law/units.ts'

const paperOf = (guarantee: Guarantee, hash: string): Paper => ({
  title: '投标保函',
  code: guarantee.number,
  blocks: [
    facts([
      ['受益人', `${guarantee.beneficiary.name}（${guarantee.beneficiary.code}）`],
      ['申请人', guarantee.applicant],
      ['标段编号', guarantee.tender],
      [
        '担保金额',
        `${formatYuan(BigInt(guarantee.amount))} 元（大写：${inChineseCapitals(BigInt(guarantee.amount))}）`,
      ],
      ['有效期至', guarantee.validUntil],
    ]),
    paragraph('我方在上述金额内，就申请人参加该标段投标应当承担的投标保证金责任，向受益人提供不可撤销的连带责任保证。'),
    paragraph(`本保函附有同一内容的数据文件 ${GUARANTEE_DATA}，SHA-256：${hash}。`, { tone: 'note' }),
    signatures([{ field: 'issuer', role: '开立人', name: guarantee.issuer, place: 'stamp' }]),
  ],
})

/** The data that a guarantee's document carries. */
export const guaranteeData = (guarantee: Guarantee): Attachment => ({
  ...{ name: GUARANTEE_DATA, bytes: utf8(canonical(guarantee)), type: 'application/json' },
})

/** A guarantee as a document before its issuer signs it; other attachments only to show that they are refused. */
export const drawGuarantee = (
  guarantee: Guarantee,
  at: number,
  attachments: Attachment[] = [guaranteeData(guarantee)],
): Promise<Uint8Array> => {
  const hash = hex(sha256(guaranteeData(guarantee).bytes))
  return renderPaper(paperOf(guarantee, hash), { at, attachments, issuer: guarantee.issuer })
}

/** The document with the stamp and signature of somebody: its issuer's, if it is to be taken. */
export const stampGuarantee = (pdf: Uint8Array, issuer: string, signer: Signer, at: number): Promise<Uint8Array> =>
  signPdf(pdf, { field: 'issuer', name: issuer, reason: '开立保函', at, stamp: issuer }, signer, at)
