import { stat } from 'node:fs/promises'
import { ZodError } from 'zod'
import type { Finding } from '../../../crypto/pdf/findings.ts'
import { checkStructure, LARGEST_BID } from '../../../crypto/pdf/structure.ts'
import { Findings, Undecided } from '../../archive/verify/report.ts'
import type { BidForm } from '../../bids/contract.ts'
import { formatYuan, inChineseCapitals } from '../../law/units.ts'
import { natives } from '../../platform/natives.ts'
import { ceilingRange } from '../../tenders/ceiling.ts'
import { documentHash, type Tender } from '../../tenders/tender.ts'
import { type Given, oneWord } from '../arguments.ts'
import { EXIT, type Said, Stop } from '../exit.ts'
import type { Terminal } from '../terminal.ts'
import { report } from '../verify/report.ts'
import { checkBlind, sourceAt, told } from './blind.ts'
import { checkEvidence, givenAnchors } from './ceremony.ts'
import { FORM, partsOf, readForm, readTender, readVolumes, sealedSize, type TenderFile, type Volume } from './folder.ts'

type Words = (said: Said) => string

/** A folder that was looked at: what is in it, and what is wrong with it. */
export interface Looked {
  tender: TenderFile
  volumes: Volume[]
  form: BidForm | undefined
  findings: Findings
}

/** Checks a folder before it is sealed; says what was found. */
export async function check(call: Given, terminal: Terminal): Promise<number> {
  const dir = oneWord(call, '文件夹', 'folder')
  const { findings } = await look(dir, terminal, call.text('roots'), call.flag('blind'))
  const input = { path: dir, sha256: '' }
  return report(terminal, { tool: 'yangguang-bid', input, verdict: findings.verdict, checks: findings.checks })
}

/** Looks at everything a refusal or a lost bid could come from, as far as it can be known here. */
export async function look(dir: string, terminal: Terminal, roots?: string, blind = false): Promise<Looked> {
  const there = await stat(dir).catch(() => undefined)
  if (!there?.isDirectory()) throw new Stop(EXIT.unreadable, `没有文件夹 ${dir}`, `there is no folder ${dir}`)
  const { words } = terminal
  const tender = await readTender(dir)
  const volumes = await readVolumes(dir)
  const findings = new Findings()
  await findings.try('structure', words({ zh: '三个分册齐全', en: 'all three volumes are there' }), () =>
    checkFolder(volumes, words),
  )
  if (volumes.some(({ files }) => files.some(({ name }) => name !== FORM)))
    await findings.try('pdf', words({ zh: 'PDF 文件', en: 'the PDF files' }), () => checkPdfs(volumes, terminal))
  const form = await checkForm(dir, tender, volumes, findings, words)
  if (blind || tender.blind) await checkBlind({ dir, tender, volumes, form }, findings, terminal)
  if (form)
    await findings.try('size', words({ zh: '大小', en: 'size' }), () => {
      const bytes = sealedSize(partsOf(volumes, form))
      if (bytes > LARGEST_BID) throw new Error(words({ zh: '超过 8 GB', en: 'more than 8 GB' }))
      return words({ zh: `封装后约 ${bytes} 字节`, en: `about ${bytes} bytes when sealed` })
    })
  await findings.try(
    'ceremony',
    words({
      zh: '开标公钥由公告所列单位签名并在日志中',
      en: 'the officers’ keys are signed by the parties of the notice, and in the log',
    }),
    () => checkHolders(tender, roots),
  )
  return { tender, volumes, form, findings }
}

function checkFolder(volumes: readonly Volume[], words: Words): string {
  const found = checkStructure(filesOf(volumes)).map((one) => told(one, words))
  const strange = volumes.flatMap(({ strange: all }) => all)
  const wrong = [...found, ...strange.map((one) => words({ zh: `${one} 不应在此`, en: `${one} does not belong here` }))]
  if (wrong.length) throw new Error(wrong.join('; '))
  return volumes.map(({ folder, files }) => `${folder} ${files.length}`).join(', ')
}

/** The files of the volumes as the shared checks read them. */
const filesOf = (volumes: readonly Volume[]) =>
  volumes.map(({ folder, files }) => ({
    part: folder,
    files: files.flatMap((file) => (file.name === FORM ? [] : [sourceAt(file)])),
  }))

/** Every file is what it should be; what the bidder should look at is said, and what could not be looked at decides nothing. */
async function checkPdfs(volumes: readonly Volume[], terminal: Terminal): Promise<string> {
  const { checkVolumes } = await import('../../../crypto/pdf/volumes.ts') // large, and only this takes it
  const seen = (done: number, total: number): void => terminal.progress('检查 PDF', 'checking PDF files', done / total)
  const { findings, looked } = await checkVolumes(filesOf(volumes), {
    hash: () => natives.runningHash('SHA-256'),
    seen,
  })
  const of = (level: Finding['level']): string[] =>
    findings.flatMap((one) => (one.level === level && one.file ? [told(one, terminal.words)] : []))
  const [wrong, unchecked] = [of('error'), of('unchecked')]
  if (wrong.length) throw new Error(wrong.join('; '))
  if (unchecked.length) throw new Undecided([...unchecked, ...of('notice')].join('; '))
  const pages = [...looked.values()].reduce((sum, one) => sum + (one.pages ?? 0), 0)
  const count = terminal.words({ zh: `${looked.size} 个文件，${pages} 页`, en: `${looked.size} files, ${pages} pages` })
  return [count, ...of('notice')].join('; ')
}

/** The form has every field, and its price, in words too, is not above the ceiling, or the most that it can come to. */
async function checkForm(
  dir: string,
  tender: TenderFile,
  volumes: readonly Volume[],
  findings: Findings,
  words: Words,
): Promise<BidForm | undefined> {
  let form: BidForm | undefined
  await findings.try('form', words({ zh: '报价表', en: 'the form' }), async () => {
    form = await readForm(dir).catch((problem) => {
      if (problem instanceof Stop) throw new Error(words(problem.said))
      if (!(problem instanceof ZodError)) throw problem
      throw new Error([...new Set(problem.issues.map(({ path }) => path.join('.') || FORM))].join(', '))
    })
    return `${form.durationDays} d, ${form.quality}, ${form.leader}`
  })
  if (form) await checkAgreement(form, volumes, findings, words)
  if (form)
    await findings.try(
      'price',
      words({ zh: '投标总价不超过最高限价', en: 'the price is not above the ceiling' }),
      () => {
        const [price, ceiling] = [BigInt(form?.price ?? 0), ceilingRange(tender)?.most]
        const text = `${formatYuan(price)} (${inChineseCapitals(price)})`
        if (ceiling !== undefined && price > ceiling) throw new Error(`${text} > ${formatYuan(ceiling)}`)
        return text
      },
    )
  return form
}

/** A consortium's agreement is in the business volume under the name that the form gives it. */
async function checkAgreement(
  { consortium }: BidForm,
  volumes: readonly Volume[],
  findings: Findings,
  words: Words,
): Promise<void> {
  if (!consortium) return
  const { agreement, members } = consortium
  const title = words({ zh: '联合体协议在商务标中', en: 'the joint agreement is in the business volume' })
  await findings.try('agreement', title, () => {
    if (!volumes.some(({ id, files }) => id === 'business' && files.some(({ name }) => name === agreement)))
      throw new Error(words({ zh: `商务标中没有 ${agreement}`, en: `no ${agreement} in the business volume` }))
    return members.map(({ name }) => name).join(', ')
  })
}

/** The keys to which the bid will be locked, and the documents it answers, are those that the notice's parties signed. */
async function checkHolders(tender: TenderFile, roots: string | undefined): Promise<string> {
  const { notice, version, hosts, officers, evidence, platform } = tender
  const documents = tender.documents.map((one) => ({ ...one, file: '' }))
  if (documentHash({ ...tender, documents }) !== tender.context.document)
    throw new Error(`document ${tender.context.document}`)
  const anchors = roots === undefined ? tender.anchors : await givenAnchors(roots, tender.anchors)
  const { tender: id, ceremony } = tender.context
  const hashes = documents.map(({ sha256 }) => sha256)
  const of = { tender: id, of: 'tender' as const, ceremony, notice, version, hosts, seats: officers, documents: hashes }
  const checked = await checkEvidence(of, evidence, platform.verifier, anchors)
  return checked.map(({ role, name, root }) => `${role} ${name} (${root.name})`).join(', ')
}

/** The officers' keys by role. */
export const keysOf = ({ officers }: TenderFile): Tender['officerKeys'] =>
  Object.fromEntries(officers.map((one) => [one.role, { ...one, backup: '' }]))
