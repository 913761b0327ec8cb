import type { AnyStreamKind } from '../../ledger/stream.ts'
import { type Bag, openBag } from '../bag.ts'
import { missing } from '../dossier.ts'
import { type Salted, verifyArchive } from './archive.ts'
import { type Looking, looking } from './looks.ts'
import { type Check, Findings, refuseAny, type Verdict } from './report.ts'

/** One of the four natures of an electronic record, and what was looked at for it. */
export interface Nature {
  id: 'authentic' | 'whole' | 'usable' | 'safe'
  zh: string
  checks: Check[]
  verdict: Verdict
}

/** Which checks of the auditor's program speak for which nature. */
const AUTHENTIC: Wanted = {
  checkpoint: '日志检查点签名',
  inclusion: '事实在日志中',
  states: '事实可重演',
  signatures: '签名与证书',
  timestamps: '时间戳',
  documents: '文书',
}
const WHOLE: Wanted = { bag: '文件完整', facts: '事实可读' }
const USABLE: Wanted = {
  ...{
    applications: '资格预审申请文件',
    bids: '投标文件',
    shares: '开标人份额',
    remedies: '补救解密',
    draws: '抽取可复算',
  },
}
/** Checks that are not made of every package: of a log that grew meanwhile, of a structure that is broken. */
const SOMETIMES = { authentic: ['consistency'], whole: ['package'] }

type Wanted = Readonly<Record<string, string>>

/** What may lie in a package: data, text, PDF, sealed bids, certificates and lists. */
const KNOWN =
  /^(bagit\.txt|bag-info\.txt|(?:tag)?manifest-sha256\.txt|data\/(?:log\/(?:checkpoint|checkpoint-first|verifier)|[\w./-]+\.(?:jsonl?|html|txt|pdf|bid|pem|crl)))$/

/**
 * Examines a package by the four natures (四性检测). Authenticity and what opens is what the auditor's program finds; the
 * rest is looked at here, file by file.
 *
 * @param kinds the kinds of streams by which facts are played again
 * @param look at its PDFs, where some were looked at already
 */
export async function examineNatures(file: string, kinds: AnyStreamKind[], look = looking()): Promise<Nature[]> {
  const { checks } = await verifyArchive(file, kinds, {})
  const of = (wanted: Wanted, more: string[] = []) => [
    ...Object.entries(wanted).map(([id, title]) => checks.find((check) => check.id === id) ?? notMade(id, title)),
    ...checks.filter(({ id }) => more.includes(id)),
  ]
  const [whole, usable, safe] = [new Findings(), new Findings(), new Findings()]
  const bag = await openBag(file)
  try {
    await whole.try('needed', '法定材料齐全', () => neededHere(bag))
    await whole.try('index', '目录与文书一致', () => indexed(bag))
    await usable.try('pdfs', '文书可以打开', () => everyPdfOpens(bag, look))
    await safe.try('kinds', '文件类型在许可范围内', () => onlyKnown(bag))
    await safe.try('scripts', '文书不含脚本、外部动作和口令', () => nothingActs(bag, look))
    await safe.try('pages', '浏览页不含脚本和外部引用', () => stillPages(bag))
  } finally {
    bag.close()
  }
  return [
    nature('authentic', '真实性', of(AUTHENTIC, SOMETIMES.authentic)),
    nature('whole', '完整性', [...of(WHOLE, SOMETIMES.whole), ...whole.checks]),
    nature('usable', '可用性', [...usable.checks, ...of(USABLE)]),
    nature('safe', '安全性', safe.checks),
  ]
}

/** A check that could not be made never looks like one that held. */
const notMade = (id: string, title: string): Check => ({
  ...{ id, title, verdict: 'indeterminate' },
  detail: '归档包结构不完整，未能检测',
})

function nature(id: Nature['id'], zh: string, checks: Check[]): Nature {
  const findings = new Findings()
  findings.checks.push(...checks)
  return { id, zh, checks, verdict: findings.verdict }
}

const pdfsOf = ({ paths }: Bag): string[] => paths.filter((path) => path.endsWith('.pdf'))

/** The facts of every paper that the file needs are here. */
async function neededHere(bag: Bag): Promise<string> {
  const lines = (await bag.text('data/facts.jsonl')).split('\n').filter(Boolean)
  refuseAny(missing(lines.map((line) => (JSON.parse(line) as Salted).fact)), '项缺失')
  return `${lines.length} 条事实`
}

/** Every paper in the package is on its list of fingerprints. */
async function indexed(bag: Bag): Promise<string> {
  const listed = await bag.text('manifest-sha256.txt')
  const pdfs = pdfsOf(bag)
  refuseAny(
    pdfs.filter((path) => !listed.includes(`  ${path}\n`)),
    '件不在目录中',
  )
  return `${pdfs.length} 件文书均在目录中`
}

async function everyPdfOpens(bag: Bag, look: Looking): Promise<string> {
  const wrong: string[] = []
  let pages = 0
  for (const path of pdfsOf(bag)) {
    const { reading } = await look(bag, path)
    if (reading.opens) pages += reading.pages
    else wrong.push(path)
  }
  refuseAny(wrong, '件不能打开')
  return `${pdfsOf(bag).length} 件，共 ${pages} 页`
}

function onlyKnown({ paths }: Bag): string {
  refuseAny(
    paths.filter((path) => !KNOWN.test(path) || path.includes('..')),
    '个文件类型不明',
  )
  return `${paths.length} 个文件`
}

async function nothingActs(bag: Bag, look: Looking): Promise<string> {
  const wrong: string[] = []
  for (const path of pdfsOf(bag)) {
    const { dangers } = await look(bag, path)
    if (dangers.length) wrong.push(`${path}: ${dangers.join(', ')}`)
  }
  refuseAny(wrong, '件含有可疑内容')
  return `${pdfsOf(bag).length} 件`
}

async function stillPages(bag: Bag): Promise<string> {
  const pages = bag.paths.filter((path) => path.endsWith('.html'))
  const wrong: string[] = []
  for (const path of pages)
    if (
      /<script|<iframe|<object|\son\w+\s*=|(?:src|href)\s*=\s*["']?\s*(?:https?:|\/\/|javascript:)/i.test(
        await bag.text(path),
      )
    )
      wrong.push(path)
  refuseAny(wrong, '个页面含有脚本或者外部引用')
  return `${pages.length} 个页面`
}
