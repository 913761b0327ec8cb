import { expect } from 'chai'
import { createAuthority, newKey } from '../../crypto/authority.ts'
import { checkPdf } from '../../crypto/pdf/signatures.ts'
import { type Signer, softSigner } from '../../crypto/signature.ts'
import { renderPaper } from '../../server/documents/render.ts'
import { signPdf } from '../../server/documents/sign.ts'
import { regional } from '../../server/law/regional.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { documentPaper } from '../../server/tenders/paper.ts'
import { draftOf } from '../../server/tenders/tender.ts'
import type { Paper, SignatureField } from '../../templates/layout.ts'
import { aTender } from '../deposits/tender.ts'
import { papers } from './papers.ts'
import { inkOf, isSound, textOf, verdicts, wants } from './tools.ts'

const at = Date.parse('2026-03-28T09:30:00+08:00')
const DAY = 86_400_000
const SPAN = { notBefore: at - DAY, notAfter: at + 365 * DAY }

/** The documents of a tender's life, row by row: which papers each is, who signs it beside the platform, and what it must say. */
const ROWS: readonly [document: string, papers: string[], signers: string[], says: string[]][] = [
  ['招标公告、资格预审公告', ['notice', 'prequalificationNotice'], ['tenderer'], []],
  ['资格预审结果通知书', ['prequalificationResult'], ['tenderer'], []],
  [
    '资格审查委员会成员声明、审查记录',
    ['committeeDeclaration', 'committeeRecords'],
    ['member'],
    ['资格审查委员会', '李清'],
  ],
  ['资格审查报告', ['reviewReport'], ['member-1', 'member-2', 'member-3'], ['审查结论', '李清', '未通过']],
  ['投标邀请书', ['invitationLetter'], ['tenderer'], []],
  ['招标文件', ['tenderDocument'], ['tenderer', 'agent'], ['评标办法', '合同']],
  ['澄清、修改与答疑文件、控制价文件', ['addendum', 'answers'], ['tenderer', 'agent'], []],
  ['投标回执、撤回回执', ['receipt', 'withdrawal'], [], ['回执']],
  ['开标记录表', ['opening'], ['tenderer', 'agent', 'bidder-1', 'bidder-2'], ['唱标', '异议']],
  ['专家抽取记录', ['draw'], ['operator', 'supervisor'], ['抽取操作单位', '监督单位', '递补']],
  ['专家签到、承诺、回避声明', ['declaration'], ['member'], ['签到时间', '独立评审', '应当回避', '张明']],
  ['开标签到表', ['openingSignatures'], [], ['签到人', '周文', '未参加']],
  ['评标签到表', ['attendance'], [], ['张明', '未签署', '3f3f3f']],
  ['澄清通知', ['question'], ['chair'], ['答复截止时间', '不得超出投标文件的范围']],
  ['澄清答复', ['answer'], ['bidder'], ['答复时间', '系笔误']],
  ['个人评分表、初步评审表', ['records'], ['member'], ['初步评审表', '个人评分表', '不通过', '26.40', '更正为']],
  ['评标报告', ['report'], ['member-1', 'member-2', 'member-3', 'member-4', 'member-5'], ['比较一览表']],
  ['中标候选人公示、中标结果公告', ['publicity', 'announcement'], ['tenderer'], []],
  ['异议答复、质疑答复', ['objectionAnswer'], ['tenderer'], []],
  ['投诉处理决定', ['ruling'], ['supervisor'], ['处理决定', '责令重新评标', '行政复议']],
  ['中标通知书、结果通知书', ['award', 'result'], ['tenderer'], []],
  ['合同', ['contract'], ['tenderer', 'winner'], []],
  ['见证书、音视频目录', ['witness'], ['centre'], ['音视频']],
  ['副场见证书', ['venueWitness'], ['centre'], ['副场', '杨丽华']],
  ['归档封面与目录', ['archive'], [], ['电子交易档案', '档案指纹', '招标公告']],
  ['归档移交清单', ['handOver'], ['handover', 'receiver'], ['移交内容', '文书目录', '缺签名的文书', '因病退出']],
  ['四性检测报告', ['natures'], ['handover', 'receiver'], ['真实性', '完整性', '可用性', '安全性']],
]

const platform = {
  publicUrl: 'https://jy.example.cn',
  signer: { certificate: { subject: { organisation: '滨海市公共资源交易中心' } } },
  regional: regional('53', { unsealingMinutes: 60 }),
} as never
const agent = { code: '915301000000000001', name: '滨海招标代理有限公司' }
/** The tender document as the platform makes it from a draft. */
const tenderDocument = (): Paper =>
  documentPaper({ ...draftOf(aTender({ agent })), id: 'tender-1' }, rulebook('T-2025'), platform)

const fieldsOf = ({ blocks }: Paper): SignatureField[] =>
  blocks.flatMap((block) => (block.kind === 'signatures' ? block.fields : []))
const squeezed = (pdf: Uint8Array): string => textOf(pdf).replace(/\s/g, '')

describe('who signs which document of a tender', function () {
  this.timeout(60_000)
  const signers = new Map<string, Signer>()
  let ca: Awaited<ReturnType<typeof createAuthority>>

  const signerOf = async (commonName: string): Promise<Signer> => {
    const known = signers.get(commonName)
    if (known) return known
    const key = await newKey('p256')
    const made = softSigner(key, await ca.issue({ subject: { commonName }, kind: 'person', spki: key.spki, ...SPAN }), [
      ca.root,
    ])
    signers.set(commonName, made)
    return made
  }

  /** The paper as it stands when all whom it names have signed, each over the version before. */
  const signedByAll = async (paper: Paper): Promise<Uint8Array> => {
    let pdf = await renderPaper(paper, { at })
    for (const { field, name = field, role, place } of fieldsOf(paper)) {
      const before = pdf
      const how = { field, name, reason: role, at, ...(place === 'stamp' ? { stamp: name } : {}) }
      pdf = await signPdf(pdf, how, await signerOf(name), at)
      expect(Buffer.compare(pdf.subarray(0, before.length), before), `${field} changed what was signed`).to.equal(0)
    }
    return pdf
  }

  before(async () => {
    ca = await createAuthority({ name: '测试机构', at: at - DAY })
  })

  for (const [document, names, wanted, says] of ROWS)
    for (const name of names)
      it(`${document}: ${name}, with a place for ${wanted.join(', ') || 'the platform alone'}`, async function () {
        wants(this, 'pdftotext', 'pdfsig', 'qpdf', 'pdftoppm')
        const paper = name === 'tenderDocument' ? tenderDocument() : papers[name]!
        const fields = fieldsOf(paper).map(({ field }) => field)
        expect(fields).to.include.members(wanted)
        const pdf = await signedByAll(paper)
        const told = verdicts(pdf)
        expect(told).to.have.length(fields.length)
        for (const verdict of told) expect(verdict).to.contain('Signature is Valid')
        expect((await checkPdf(pdf)).map(({ field }) => field)).to.deep.equal(fields)
        expect(isSound(pdf)).to.equal(true)
        const text = squeezed(pdf)
        for (const part of [paper.title, paper.code ?? '', '第1页/共', '扫码核验', ...says])
          expect(text, part).to.contain(part.replace(/\s/g, ''))
        for (const ink of inkOf(pdf)) expect(ink).to.be.greaterThan(500)
      })
})
