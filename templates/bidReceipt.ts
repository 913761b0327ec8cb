import { attested, exactly, facts, type Paper, paragraph, type Time, table } from './layout.ts'
import { deadlineRow, proofRows, type SealedReceipt, senderRow, tenderRow } from './sealedReceipt.ts'

/** A part of a sealed bid as the platform took it in: sizes and hashes, never content. */
export interface ReceivedPart {
  /** 商务标, 技术标, 报价. */
  readonly name: string
  /** Size of the sealed part, formatted. */
  readonly size: string
  /** Root of its chunk tree, hex. */
  readonly root: string
}

/** What a receipt for a bid (投标回执) says. */
export interface BidReceipt extends SealedReceipt {
  readonly bidder: { readonly code: string; readonly name: string }
  readonly receivedAt: Time
  readonly size: string
  readonly parts: readonly ReceivedPart[]
}

/** The receipt for a sealed bid (投标回执). */
export const bidReceipt = (receipt: BidReceipt): Paper => ({
  title: '投标文件递交回执',
  subtitle: receipt.tender.name,
  code: receipt.code,
  blocks: [
    paragraph(
      `${receipt.bidder.name}：贵方的投标文件已于投标截止时间前完整送达阳光交易平台并密封保存。依据《电子招标投标办法》第二十七条，特此确认。`,
    ),
    facts([
      tenderRow(receipt),
      senderRow('投标人', receipt.bidder),
      ['完整送达时间', exactly(receipt.receivedAt)],
      deadlineRow('投标截止时间', receipt),
      ['递交次序', `第 ${receipt.sequence} 次，共 ${receipt.size}；以截止时间前最后一次完整递交的为准`],
      ...proofRows(receipt),
    ]),
    table(
      ['分册', '加密后大小', '分册根指纹（SHA-256 或 SM3）'],
      receipt.parts.map(({ name, size, root }) => [name, size, root]),
      [1.3, 2, 7.5],
      ['left', 'right', 'left'],
    ),
    paragraph(
      '投标文件由投标人在本机加密，开标以前任何人（包括平台运营者、招标人或者采购人和监督人）均不能读取其内容，亦不能得知有哪些投标人。开标时须由投标人与各持钥方共同解密。',
    ),
    paragraph(
      `请妥善保管本回执${receipt.attachment ? `（内嵌供机器核验的数据文件 ${receipt.attachment}）` : ''}。开标后可以用上列指纹核对：平台开启的就是当时递交的文件。`,
    ),
    ...attested(receipt),
  ],
  footer: `投标文件递交回执 · ${receipt.code} · 仅向投标人本人出具`,
})

/** What a receipt for the withdrawal of a bid (撤回回执) says. */
export interface WithdrawReceipt extends SealedReceipt {
  readonly bidder: { readonly code: string; readonly name: string }
  readonly withdrawnAt: Time
}

/** The receipt for a withdrawn bid (撤回回执). */
export const withdrawReceipt = (receipt: WithdrawReceipt): Paper => ({
  title: '投标文件撤回回执',
  subtitle: receipt.tender.name,
  code: receipt.code,
  blocks: [
    paragraph(
      `${receipt.bidder.name}：贵方已在投标截止时间前撤回下列投标文件。该文件不再参加开标，平台也不会将其解密。`,
    ),
    facts([
      tenderRow(receipt),
      senderRow('投标人', receipt.bidder),
      ['撤回时间', exactly(receipt.withdrawnAt)],
      deadlineRow('投标截止时间', receipt),
      ['被撤回的递交', `第 ${receipt.sequence} 次递交`],
      ...proofRows(receipt),
    ]),
    paragraph('投标截止时间前可以重新递交。已收取投标保证金的，平台自撤回之日起按规定期限退还。'),
    ...(receipt.attachment
      ? [
          paragraph(
            `请妥善保管本回执（内嵌供机器核验的数据文件 ${receipt.attachment}）：它证明平台在上列时间收到了撤回。`,
          ),
        ]
      : []),
    ...attested(receipt),
  ],
  footer: `投标文件撤回回执 · ${receipt.code} · 仅向投标人本人出具`,
})
