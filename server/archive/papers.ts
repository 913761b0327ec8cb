import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type ArchiveCover, archiveCover } from '../../templates/archiveCover.ts'
import { fourNatures, type HandedOver, handOverList } from '../../templates/archiveHandOver.ts'
import { awardOf } from '../award/store.ts'
import { readPdf } from '../documents/read.ts'
import { attestation } from '../documents/words.ts'
import type { Regional } from '../law/regional.ts'
import { isRule } from '../law/rule.ts'
import { rulebook } from '../law/rulebook.ts'
import type { Context } from '../ledger/command.ts'
import type { AnyStreamKind } from '../ledger/stream.ts'
import { openingOf } from '../opening/store.ts'
import { layPaper } from '../papers/commands.ts'
import type { Place } from '../papers/events.ts'
import { tenderById } from '../tenders/store.ts'
import { regionalOf, type Tender } from '../tenders/tender.ts'
import { type Bag, openBag } from './bag.ts'
import type { Archive } from './dossier.ts'
import { chineseTitle, toldInChinese } from './natureWords.ts'
import { bytesOf } from './verify/archive.ts'
import { examineNatures, type Nature } from './verify/natures.ts'

/** A file of a package. */
interface Filed {
  path: string
  bytes: number
  hash: string
  pages?: number
}

const PARTS: [prefix: string, name: string][] = [
  ['data/documents/', '文书'],
  ['data/bids/', '密封投标文件及开标后公布的密钥'],
  ['data/applications/', '密封资格预审申请文件'],
  ['data/opening/', '开标份额的信封密钥'],
  ['data/draws/', '抽取记录'],
  ['data/log/', '日志检查点与一致性证明'],
  ['data/law/', '公布的工作日历'],
  ['data/trust/', '验证签名所用的根证书与吊销列表'],
  ['data/', '全部事实、证明和浏览页'],
]
const partOf = (path: string): string => PARTS.find(([prefix]) => path.startsWith(prefix))?.[1] ?? '包内清单'

const sizeOf = (bytes: number): string => `${bytes.toLocaleString('en-US')} 字节`

/** What lies in a package, by its own list of fingerprints; papers with their pages. */
async function filesOf(bag: Bag): Promise<Filed[]> {
  const found: Filed[] = []
  for (const line of (await bag.text('manifest-sha256.txt')).split('\n').filter(Boolean)) {
    const path = line.slice(66)
    let bytes = 0
    for await (const piece of bag.read(path)) bytes += piece.length
    const reading = path.endsWith('.pdf') ? await readPdf(await bytesOf(bag, path)) : undefined
    found.push({ path, bytes, hash: line.slice(0, 64), ...(reading?.opens ? { pages: reading.pages } : {}) })
  }
  return found
}

const named = (path: string): string => path.replace(/^data\//, '')

interface Of {
  tender: Tender
  archive: Archive
  handed: HandedOver
  files: Filed[]
  retention: string
}

function coverOf(
  { tender, archive, handed, files, retention }: Of,
  more: { winner?: string; openedAt?: number },
): ArchiveCover {
  const parts = [...new Set(files.map(({ path }) => partOf(path)))]
  return {
    ...{ centre: handed.centre, ...(handed.verify ? { verify: handed.verify } : {}) },
    code: `${tender.code}-DA`,
    tender: handed.tender,
    tenderer: tender.tenderer.name,
    ...(tender.agent ? { agent: tender.agent.name } : {}),
    ...more,
    archivedAt: archive.closedAt,
    retention,
    root: `SHA-256 ${handed.package.hash}`,
    parts: parts.map((name) => ({
      name,
      files: files
        .filter(({ path }) => partOf(path) === name)
        .map(({ path, hash, pages }) => ({
          ...{ name: named(path), hash, madeAt: archive.closedAt },
          ...(pages === undefined ? {} : { pages }),
        })),
    })),
  }
}

/** How long it is kept: by the law, or where that leaves it to the region, as the region has it. */
function retentionOf(tender: Tender, before: Regional): string {
  const years = rulebook(tender.published?.rulebook ?? '').archiveYears.value
  const { archiveYears } = regionalOf(tender, before)
  const set = isRule(archiveYears) ? `${archiveYears.value} 年` : '按地区规定（尚未设定）'
  return years === 'regional' ? set : `${years} 年`
}

function listOf({ archive, handed, files, retention }: Of) {
  const names = [...new Set(files.map(({ path }) => partOf(path)))]
  return handOverList({
    ...handed,
    code: `${handed.code}-YJ`,
    retention,
    parts: names.map((name) => {
      const own = files.filter(({ path }) => partOf(path) === name)
      return { name, count: own.length, size: sizeOf(own.reduce((sum, { bytes }) => sum + bytes, 0)) }
    }),
    documents: files
      .filter(({ path }) => path.startsWith('data/documents/'))
      .map(({ path, bytes, hash }) => ({ name: named(path), size: sizeOf(bytes), hash })),
    unsigned: archive.unsigned?.papers ?? [],
    ...(archive.unsigned ? { reason: archive.unsigned.reason } : {}),
  })
}

const VERDICT = { valid: '合格', invalid: '不合格', indeterminate: '未能判定' } as const

function examinedOf({ handed }: Of, natures: Nature[], at: number) {
  const failed = natures.filter(({ verdict }) => verdict !== 'valid').map(({ zh }) => zh)
  return fourNatures({
    ...handed,
    code: `${handed.code}-SX`,
    at,
    natures: natures.map(({ zh, verdict, checks }) => ({
      name: zh,
      verdict: VERDICT[verdict],
      items: checks.map(({ title, verdict: one, detail }) => ({
        title: chineseTitle(title),
        verdict: VERDICT[one],
        detail: toldInChinese(detail),
      })),
    })),
    conclusion: failed.length ? `${failed.join('、')}检测不合格或者未能判定，详见各项` : '四性检测合格',
  })
}

/** Who hands an archive over, and who receives it. */
const sidesOf = ({ agent, tenderer, centre }: Tender): Place[] => [
  agent
    ? { field: 'handover', role: 'agent', party: agent.code }
    : { field: 'handover', role: 'tenderer', party: tenderer.code },
  { field: 'receiver', role: 'centre', party: centre?.code ?? null },
]

function handedOf({ platform }: Pick<Context, 'platform'>, tender: Tender, archive: Archive): HandedOver {
  const made = archive.package
  const attested = attestation(platform, `tender=${tender.id}`)
  return {
    ...attested,
    code: tender.code,
    tender: { code: tender.code, name: tender.name },
    from: tender.agent?.name ?? tender.tenderer.name,
    to: tender.centre?.name ?? attested.centre,
    at: archive.closedAt,
    package: { name: `${tender.code}.zip`, size: sizeOf(made?.bytes ?? 0), hash: made?.sha256 ?? '' },
  }
}

/**
 * Cover, hand-over list and report on the four natures follow the package: made from what lies in it and what its check
 * finds. They stand beside it, since they name its hash.
 */
export async function layArchivePapers(
  context: Context,
  id: string,
  of: { archive: Archive; at: number; kinds: AnyStreamKind[] },
): Promise<void> {
  const { platform } = context
  const { archive, at, kinds } = of
  const tender = await tenderById(context, id)
  if (!tender || !archive.package) return
  const folder = await mkdtemp(join(tmpdir(), 'yangguang-papers-'))
  try {
    const file = join(folder, 'package.zip')
    await pipeline(platform.files.get(archive.package.file), createWriteStream(file))
    const bag = await openBag(file)
    const files = await filesOf(bag).finally(() => bag.close())
    const retention = retentionOf(tender, platform.regional)
    const all: Of = { tender, archive, handed: handedOf(context, tender, archive), files, retention }
    const winner = (await awardOf(context, id))?.winner?.name
    const openedAt = (await openingOf(platform, id))?.startedAt
    const more = { ...(winner ? { winner } : {}), ...(openedAt ? { openedAt } : {}) }
    const places = sidesOf(tender)
    const laid = { tender: id, key: archive.package.sha256, places }
    const cover = { ...laid, kind: 'cover', title: '档案封面与目录', places: [] }
    await layPaper(context, cover, () => archiveCover(coverOf(all, more)), at)
    await layPaper(context, { ...laid, kind: 'handover', title: '档案移交清单' }, () => listOf(all), at)
    const report = async () => examinedOf(all, await examineNatures(file, kinds), at)
    await layPaper(context, { ...laid, kind: 'natures', title: '四性检测报告' }, report, at)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
