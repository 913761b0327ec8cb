import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Anchor } from '../../../crypto/attest.ts'
import { base64, unhex, utf8 } from '../../../crypto/bytes.ts'
import type { Evidenced } from '../../../crypto/watch.ts'
import { formatYuan } from '../../law/units.ts'
import { methodWords } from '../../tenders/ceiling.ts'
import { type Ceremony, ceremonyOf } from '../../tenders/ceremony.ts'
import { documentHash, draftOf, noticeHash, type Tender } from '../../tenders/tender.ts'
import { type Given, oneWordAtMost } from '../arguments.ts'
import { Client } from '../client.ts'
import { EXIT, Stop } from '../exit.ts'
import { meet, remember } from '../knownPlatforms.ts'
import { mayWrite, writeWhole } from '../outputs.ts'
import type { Terminal } from '../terminal.ts'
import { anchorsOn, provenTrust } from '../trusting.ts'
import { checkEvidence, fetchEvidence, fingerprintsOf, givenAnchors } from './ceremony.ts'
import { FORM, HINTS, TenderFile, VOLUMES } from './folder.ts'

const README = `把 PDF 文件放进三个文件夹：商务标、技术标、报价；每个文件夹至少一个。
填写 报价/${FORM}：
  price              投标总价，单位为分的整数，例如 "1893600000" 是 18,936,000.00 元
  durationDays       工期，日历天
  quality            质量目标
  leader             项目负责人
  leaderCertificate  项目负责人注册证书编号
  relations          必填（《招标投标法实施条例》第三十四条、《政府采购法实施条例》第十八条）：
                     单位负责人、控股单位或股东、有管理关系的单位；没有的留空数组，例如
                     {"head":"王某","holders":[{"name":"某集团","code":"…"}],"managers":[]}
  consortium         联合体投标时填写（本单位为牵头人）：其他成员与商务标中联合体协议的文件名，例如
                     {"members":[{"name":"某公司","code":"…","share":4000}],"agreement":"联合体协议.pdf"}
                     share 为该成员的合同份额（万分之几），small 为 true 表示小型、微型企业；均可不填
  changes            通过资格预审后发生合并、分立、破产等重大变化的写明；没有的不填
  claims             预留份额的采购包须声明 {"reserved":true}，声明函放入商务标
然后：yangguang-bid check 本文件夹

Put PDF files into the three folders, at least one into each, and fill in the form: the price is a whole number of fen,
and relations say who heads, holds and manages the bidder; empty lists where nobody does.
`

const HINTS_HEAD = `# 每行一项：本单位名称、简称、统一社会信用代码、法定代表人和项目班子姓名、电话、邮箱、地址。
# 技术标采用暗标；yangguang-bid check --blind 按本文件查找。本文件不封装、不上传。
# a line each: name, short name, code, people, telephones, addresses; looked for in the blind volume, never sent
`

/** Writes a folder for a bid: what the platform published, three empty volumes, and the form to fill in. */
export async function init(call: Given, terminal: Terminal): Promise<number> {
  const [tender, from] = [call.need('tender'), originOf(call.need('from'))]
  const dir = oneWordAtMost(call, '文件夹', 'folder') ?? tender
  const facts = await publicFacts({ id: tender, from, roots: call.text('roots'), anew: call.flag('anew') }, terminal)
  const force = call.flag('force')
  const hints = facts.blind ? [join(dir, HINTS)] : []
  const targets = [join(dir, 'tender.json'), join(dir, '报价', FORM), join(dir, '说明.txt'), ...hints] as const
  mayWrite(targets, force)
  for (const { folder } of VOLUMES) await mkdir(join(dir, folder), { recursive: true })
  const relations = { head: '', holders: [], managers: [] }
  const form = { price: '', durationDays: 0, quality: '合格', leader: '', leaderCertificate: '', relations }
  await writeWhole(targets[1], utf8(`${JSON.stringify(form, null, 2)}\n`), force)
  await writeWhole(targets[2], utf8(README), force)
  for (const path of hints) await writeWhole(path, utf8(HINTS_HEAD), force)
  await writeWhole(targets[0], utf8(`${JSON.stringify(facts, null, 2)}\n`), force)
  if (terminal.json) terminal.object({ schemaVersion: 1, folder: resolve(dir), tender: facts })
  else terminal.line(dir)
  const until = facts.context.deadline
  if (call.text('roots') === undefined) noteRoots(facts, terminal)
  const said = highestWords(facts)
  terminal.note(
    `${facts.name}：最高限价 ${said.zh}，投标截止 ${until}；放入 PDF、填写报价后运行 check`,
    `${facts.name}: ceiling ${said.en}, deadline ${until}; add PDF files, fill in the form, then check`,
  )
  return EXIT.valid
}

/** The highest price as the document states it: an amount, or how it is computed. */
function highestWords({ ceiling, ceilingMethod }: TenderFile): { zh: string; en: string } {
  if (ceilingMethod) return methodWords(ceilingMethod)
  const amount = formatYuan(BigInt(ceiling ?? 0))
  return { zh: `${amount} 元`, en: `${amount} yuan` }
}

/** Says whose roots were taken, so that their fingerprints can be compared. */
function noteRoots({ anchors }: TenderFile, terminal: Terminal): void {
  for (const { name, fingerprint } of fingerprintsOf(anchors))
    terminal.note(
      `根证书取自平台信任列表（已由日志重算），请与认证机构公布的指纹比对（或用 --roots 给出您自己的）：${name} ${fingerprint}`,
      `this root is of the platform's trust list, made anew from its log, and its founding is the platform's word: compare it with its authority's (or give your own with --roots): ${name} ${fingerprint}`,
    )
}

/**
 * Reads what anybody may see of a tender, and checks that it is what was hashed and signed at its publication: the notice by its
 * tenderer, each officer's key by the holder of its seat, all of it in the log.
 */
async function publicFacts(
  { id, from, roots, anew }: { id: string; from: string; roots: string | undefined; anew: boolean },
  terminal: Terminal,
): Promise<TenderFile> {
  const client = nobodyAt(from)
  const tender = await client.get<Tender>(`/tenders/${encodeURIComponent(id)}`)
  const { published } = tender
  if (!published) throw new Stop(EXIT.refused, `标段 ${id} 尚未发布`, `tender ${id} is not published`)
  if (noticeHash(draftOf(tender)) !== published.notice)
    throw new Stop(EXIT.invalid, '平台给出的公告与其公布的散列不符', 'the notice is not what was published')
  const ceremony = ceremonyOf(tender)
  const log = await meet({ client, origin: from, anew }, terminal)
  const trust = await provenTrust(client, log)
  const shown = anchorsOn(trust.authorities)
  const anchors = roots === undefined ? shown : await givenAnchors(roots, shown)
  const { evidence, seen } = await fetchEvidence(client, ceremony, trust.seen)
  await checkEvidence(ceremony, evidence, log.verifier, anchors)
  await remember(from, { ...log, ...seen, trust: [...trust.seen.trust] }, terminal)
  return tenderFile({ tender, published, from, log, ceremony, evidence, anchors })
}

/** Somebody who asks a platform what everybody may see. */
export const nobodyAt = (origin: string): Client =>
  new Client({ id: 'public', role: 'public' }, [origin], () => Promise.reject(new Error('no keys')))

function tenderFile(of: {
  tender: Tender
  published: NonNullable<Tender['published']>
  from: string
  log: { verifier: string; certificate: string }
  ceremony: Ceremony
  evidence: Evidenced[]
  anchors: Anchor[]
}): TenderFile {
  const { tender, published, from, log, ceremony, evidence, anchors } = of
  return TenderFile.parse({
    ...{ v: 2, code: tender.code, name: tender.name, from },
    ...(tender.ceiling === undefined ? {} : { ceiling: tender.ceiling }),
    ...(tender.ceilingMethod ? { ceilingMethod: tender.ceilingMethod } : {}),
    context: {
      tender: tender.id,
      document: documentHash(published),
      ceremony: published.ceremony,
      deadline: new Date(tender.deadline).toISOString(),
    },
    ...{ notice: published.notice, version: published.version, needed: tender.shares.needed },
    ...(tender.remedy ? { remedy: tender.remedy } : {}),
    ...(tender.blind ? { blind: tender.blind } : {}),
    documents: published.documents.map(({ title, bytes, sha256 }) => ({ title, bytes, sha256 })),
    ...{ officers: ceremony.seats, hosts: ceremony.hosts, evidence, anchors },
    platform: { certificate: base64(unhex(log.certificate)), verifier: log.verifier },
  })
}

/** The origin of a web address; ends with the usage code for anything else. */
export function originOf(text: string): string {
  try {
    const { origin, protocol } = new URL(text)
    if (protocol === 'http:' || protocol === 'https:') return origin
  } catch {}
  throw new Stop(EXIT.usage, `${text} 不是网址`, `${text} is not a web address`)
}
