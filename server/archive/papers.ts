import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type ArchiveCover, archiveCover } from '../../templates/archiveCover.ts'
import { fourNatures, type HandedOver, handOverList } from '../../templates/archiveHandOver.ts'
import type { Award } from '../award/award.ts'
import { signedIn, standing } from '../award/letters.ts'
import { contractPlaces } from '../award/signing.ts'
import { awardOf } from '../award/store.ts'
import { attestation } from '../documents/words.ts'
import { invitationOf } from '../invitation/store.ts'
import type { Regional } from '../law/regional.ts'
import { isRule } from '../law/rule.ts'
import { rulebook } from '../law/rulebook.ts'
import type { Context } from '../ledger/command.ts'
import type { AnyStreamKind } from '../ledger/stream.ts'
import { openingOf } from '../opening/store.ts'
import { layPaper } from '../papers/commands.ts'
import type { Place } from '../papers/events.ts'
import { unsignedIn } from '../papers/paper.ts'
import { signedPapersOf } from '../papers/store.ts'
import { papersOf } from '../tenders/sealing.ts'
import { tenderById } from '../tenders/store.ts'
import { regionalOf, type Tender } from '../tenders/tender.ts'
import type { Archive } from './dossier.ts'
import { chineseTitle, toldInChinese } from './natureWords.ts'
import { type Filed, filesOf } from './package.ts'
import { AWARD_PAPERS, LETTER } from './verify/lawful/awardSigners.ts'
import { looking } from './verify/looks.ts'
import { examineNatures, type Nature } from './verify/natures.ts'

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
    ...{ track: tender.track, tenderer: tender.tenderer.name },
    ...(tender.agent ? { agent: tender.agent.name } : {}),
    ...more,
    archivedAt: archive.closedAt,
    retention,
    root: `SHA-256 ${handed.package.hash}`,
    parts: parts.map((name) => ({
      name,
      files: files
        .filter(({ path }) => partOf(path) === name)
        .map(({ name: of, hash, pages, madeAt = archive.closedAt }) => ({
          ...{ name: of, hash, madeAt },
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
      .map(({ name, bytes, hash }) => ({ name, size: sizeOf(bytes), hash })),
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

/** What an archive is read by: kinds of streams, by which facts are played again, and what kinds of facts are called. */
export interface Known {
  kinds: AnyStreamKind[]
  words: ReadonlyMap<string, string>
}

/** Papers of an award, and how many sign each. */
const awardedPapers = (award: Award) =>
  [
    { kind: 'publicity', by: 1 },
    { kind: 'contract', by: contractPlaces(award).length },
    { kind: 'report', by: 1 },
  ] as const

/** Titles of the papers of a tender that nobody whom they name has signed, or not all of them. */
export async function unsignedOf(context: Pick<Context, 'platform'>, tender: Tender): Promise<string[]> {
  const published = papersOf(tender).flatMap(({ title, sealed }) => (sealed ? [] : [title]))
  const award = await awardOf(context, tender.id)
  const awarded = award
    ? awardedPapers(award).filter(({ kind, by }) => standing(award, kind) && signedIn(award, kind).length < by)
    : []
  const titles = awarded.map(({ kind }) => AWARD_PAPERS[kind])
  const { letters = {} } = (await invitationOf(context, tender.id)) ?? {}
  const bare = Object.values(letters).some(({ sealed }) => !sealed) ? [LETTER] : []
  return [...published, ...titles, ...bare, ...unsignedIn(await signedPapersOf(context, tender.id))]
}

/**
 * Cover, hand-over list and report on the four natures follow the package: made from what lies in it and what its check
 * finds. They stand beside it, since they name its hash.
 */
export async function layArchivePapers(
  context: Context,
  id: string,
  of: { archive: Archive; at: number; known: Known },
): Promise<void> {
  const { platform } = context
  const { archive, at, known } = of
  const { kinds, words } = known
  const tender = await tenderById(context, id)
  if (!tender || !archive.package) return
  const folder = await mkdtemp(join(tmpdir(), 'yangguang-papers-'))
  try {
    const file = join(folder, 'package.zip')
    await pipeline(platform.files.get(archive.package.file), createWriteStream(file))
    const look = looking()
    const files = await filesOf(file, words, look)
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
    const report = async () => examinedOf(all, await examineNatures(file, kinds, look), at)
    await layPaper(context, { ...laid, kind: 'natures', title: '四性检测报告' }, report, at)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
