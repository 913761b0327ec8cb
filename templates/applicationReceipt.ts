import { attested, exactly, facts, type Paper, paragraph, type Time } from './layout.ts'
import { deadlineRow, proofRows, type SealedReceipt, senderRow, tenderRow } from './sealedReceipt.ts'

/** What a receipt for an application of a prequalification (资格预审申请文件递交回执) says. */
export interface ApplicationReceiptPaper extends SealedReceipt {
  readonly applicant: { readonly code: string; readonly name: string }
  readonly receivedAt: Time
  readonly size: string
  readonly attachment: string
}

/** The receipt for a sealed application. */
export const applicationReceipt = (receipt: ApplicationReceiptPaper): Paper => ({
  title: '资格预审申请文件递交回执',
  subtitle: receipt.tender.name,
  code: receipt.code,
  blocks: [
    paragraph(
      `${receipt.applicant.name}：贵方的资格预审申请文件已于申请截止时间前完整送达阳光交易平台并密封保存。依据《电子招标投标办法》第二十七条、第二十八条，特此确认。`,
    ),
    facts([
      tenderRow(receipt),
      senderRow('申请人', receipt.applicant),
      ['完整送达时间', exactly(receipt.receivedAt)],
      deadlineRow('申请截止时间', receipt),
      ['递交次序', `第 ${receipt.sequence} 次，共 ${receipt.size}；以截止时间前最后一次完整递交的为准`],
      ...proofRows(receipt),
    ]),
    paragraph(
      '申请文件由申请人在本机加密，开启以前任何人（包括平台运营者、招标人或者采购人和监督人）均不能读取其内容，亦不能得知有哪些申请人。开启时须由申请人与各持钥方共同解密。',
    ),
    paragraph(
      `请妥善保管本回执（内嵌供机器核验的数据文件 ${receipt.attachment}）。开启后可以用上列指纹核对：平台开启的就是当时递交的文件。`,
    ),
    ...attested(receipt),
  ],
  footer: `资格预审申请文件递交回执 · ${receipt.code} · 仅向申请人本人出具`,
})
