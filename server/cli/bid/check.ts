import { readFile, stat } from 'node:fs/promises'
import { ZodError } from 'zod'
import { checkFiles } from '../../../crypto/contents.ts'
import { Findings } from '../../archive/verify/report.ts'
import type { BidForm } from '../../bids/contract.ts'
import { formatYuan, inChineseCapitals } from '../../law/units.ts'
import { documentHash, type Tender } from '../../tenders/tender.ts'
import { type Given, type Options, oneWord } from '../arguments.ts'
import { EXIT, type Said, Stop } from '../exit.ts'
import type { Terminal } from '../terminal.ts'
import { report } from '../verify/report.ts'
import { checkEvidence, givenAnchors } from './ceremony.ts'
import { FORM, partsOf, readForm, readTender, readVolumes, sealedSize, type TenderFile, type Volume } from './folder.ts'

export const checkOptions: Options = { roots: 'text' }

/** The largest package that the platform takes, bytes. */
const LARGEST = 8 * 1024 ** 3

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
  const { findings } = await look(dir, terminal, call.text('roots'))
  const input = { path: dir, sha256: '' }
  return report(terminal, { tool: 'yangguang-bid', input, verdict: findings.verdict, checks: findings.checks })
}

/** Looks at everything a refusal or a lost bid could come from, as far as it can be known here. */
export async function look(dir: string, terminal: Terminal, roots?: string): Promise<Looked> {
  const there = await stat(dir).catch(() => undefined)
  if (!there?.isDirectory()) throw new Stop(EXIT.unreadable, `没有文件夹 ${dir}`, `there is no folder ${dir}`)
  const { words } = terminal
  const tender = await readTender(dir)
  const volumes = await readVolumes(dir)
  const findings = new Findings()
  await findings.try('structure', words({ zh: '三个分册齐全', en: 'all three volumes are there' }), () =>
    checkStructure(volumes, words),
  )
  if (volumes.some(({ files }) => files.some(({ name }) => name !== FORM)))
    await findings.try('pdf', words({ zh: 'PDF 可以打开', en: 'the PDF files open' }), () =>
      checkPdfs(volumes, terminal),
    )
  const form = await checkForm(dir, tender, volumes, findings, words)
  if (form)
    await findings.try('size', words({ zh: '大小', en: 'size' }), () => {
      const bytes = sealedSize(partsOf(volumes, form))
      if (bytes > LARGEST) throw new Error(words({ zh: `超过 ${LARGEST} 字节`, en: `more than ${LARGEST} bytes` }))
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

function checkStructure(volumes: readonly Volume[], words: Words): string {
  const wrong: string[] = []
  for (const { folder, files, strange } of volumes) {
    const pdfs = files.filter(({ name }) => name !== FORM)
    if (!pdfs.length) wrong.push(words({ zh: `${folder} 中没有 PDF`, en: `no PDF file in ${folder}` }))
    for (const one of strange) wrong.push(words({ zh: `${one} 不应在此`, en: `${one} does not belong here` }))
    checkFiles(pdfs.map(({ name, bytes }) => ({ name, type: 'application/pdf', bytes })))
  }
  if (wrong.length) throw new Error(wrong.join('; '))
  return volumes.map(({ folder, files }) => `${folder} ${files.length}`).join(', ')
}

async function checkPdfs(volumes: readonly Volume[], terminal: Terminal): Promise<string> {
  const { readPdf } = await import('../../documents/read.ts') // large, and only this takes it
  const all = volumes.flatMap(({ folder, files }) =>
    files.map((file) => ({ ...file, where: `${folder}/${file.name}` })),
  )
  const pdfs = all.filter(({ name }) => name !== FORM)
  const wrong: string[] = []
  let pages = 0
  for (const [i, { path, where }] of pdfs.entries()) {
    terminal.progress('检查 PDF', 'checking PDF files', (i + 1) / pdfs.length)
    const reading = await readPdf(new Uint8Array(await readFile(path)))
    if (reading.opens) pages += reading.pages
    else wrong.push(where)
  }
  if (wrong.length)
    throw new Error(terminal.words({ zh: `打不开：${wrong.join('、')}`, en: `do not open: ${wrong.join(', ')}` }))
  return terminal.words({ zh: `${pdfs.length} 个文件，${pages} 页`, en: `${pdfs.length} files, ${pages} pages` })
}

/** The form has every field, and its price, in words too, is not above the ceiling. */
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
        const [price, ceiling] = [BigInt(form?.price ?? 0), BigInt(tender.ceiling)]
        const text = `${formatYuan(price)} (${inChineseCapitals(price)})`
        if (price > ceiling) throw new Error(`${text} > ${formatYuan(ceiling)}`)
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
