import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { platformItself, tagOf } from '../../server/access/who.ts'
import { BidNamed, BidSealed, BidUnsealed } from '../../server/bids/events.ts'
import { bidOf } from '../../server/bids/store.ts'
import { keysOf } from '../../server/cli/demo/client.ts'
import { bidders, experts, type Person, people } from '../../server/cli/demo/people.ts'
import { openWorld, type World } from '../../server/cli/demo/world.ts'
import type { Domain } from '../../server/domain.ts'
import { evaluationDomain } from '../../server/evaluation/domain.ts'
import {
  InterestsDeclared,
  InvitationAccepted,
  MemberCheckedIn,
  PanelFrozen,
  PanelInvited,
  PanelSeated,
} from '../../server/experts/panelEvents.ts'
import { panelStream } from '../../server/experts/store.ts'
import { identityDomain } from '../../server/identity/domain.ts'
import { type Entry, entry } from '../../server/ledger/entry.ts'
import { openingDomain } from '../../server/opening/domain.ts'
import { BiddersNamed, BidsRead, OpeningStarted } from '../../server/opening/events.ts'
import { openingStream } from '../../server/opening/store.ts'
import { papersDomain } from '../../server/papers/domain.ts'
import { assemble } from '../../server/platform/assemble.ts'
import type { Platform } from '../../server/platform/platform.ts'
import { type Running, serve } from '../../server/server.ts'
import type { Criteria } from '../../server/tenders/criteria.ts'
import { tendersDomain } from '../../server/tenders/domain.ts'
import { BiddingClosed, TenderDrafted, TenderMoved, TenderPublished } from '../../server/tenders/events.ts'
import { tenderStream } from '../../server/tenders/store.ts'
import { draftOf, type Tender } from '../../server/tenders/tender.ts'
import { aTender } from '../deposits/tender.ts'
import { emptyPlatform } from '../world/world.ts'
import { criteria as example } from './example.ts'
import { type OpenedPackage, openedPackage } from './opened.ts'

/** A running platform on which a panel has just been seated. */
export interface RoomWorld {
  world: World
  platform: Platform
  tender: Tender
  /** folder of what the platform stores as files */
  files: string
  members: Person[]
  /** an expert who does not sit */
  outsider: string
  stop(): Promise<void>
}

const meeting = Date.parse('2026-04-08T09:00:00+08:00')
const response = { id: 'response', zh: '工期、质量等实质性要求得到响应', ground: '没有响应招标文件的实质性要求' }
const criteria = { ...example, clauses: [...example.clauses, response] }
const zeros = '0'.repeat(64)
const party = (id: string) => people.find((person) => person.id === id)?.organisation ?? { code: '', name: '' }

/**
 * Starts a platform, writes what came before the evaluation, and seats five experts.
 *
 * @param further domains to the right of the evaluation, if a test goes on
 * @param rules by which it evaluates, if not by points and price
 * @param joint with whom each of the four bids as one, in their order; nobody: alone
 */
export async function seatedRoom(
  further: Domain[] = [],
  rules: Criteria = criteria,
  joint: readonly string[] = [],
): Promise<RoomWorld> {
  const eligible = experts.filter(({ expert }) => expert?.city === '昆明' && expert.specialty === 'A08')
  const members = eligible.slice(0, 5)
  const { folder, demo, config } = await emptyPlatform({ START_AT: new Date(meeting).toISOString() })
  const platform = await assemble(config)
  const running: Running = await serve(
    platform,
    config,
    [
      identityDomain,
      { ...tendersDomain, reactions: [] },
      papersDomain,
      { ...openingDomain, dues: {} },
      evaluationDomain,
      ...further,
    ],
    () => undefined,
  )
  const outsider = eligible[5]?.id ?? ''
  const sides = { tenderer: party('tenderer'), supervisor: party('supervisor') }
  const tender = aTender({ ...sides, criteria: rules, consortium: joint.length > 0 })
  const fingerprints = await Promise.all(members.map(({ id }) => fingerprintOf(demo, id)))
  const tags = fingerprints.map((one) => tagOf(platform.vault, 'expert', tender.id, one))
  const context = { platform, who: platformItself, now: platform.clock.now(), via: 'test' }
  const opened = await openedPackage(platform, tender.id)
  await entry(context, async (e) => {
    await openedTender(e, tender)
    await openedBids(e, tender, opened, joint.map(party))
    await seat(e, tender, members, { tags, fingerprints })
  })
  await platform.wire.publish('facts', 0)
  const world = openWorld({
    origins: running.origins,
    folder: demo,
    tender: tender.id,
    say: () => undefined,
  })
  const stop = async () => {
    await running.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { world, platform, tender, files: config.filesFolder, members, outsider, stop }
}

const fingerprintOf = async (folder: string, id: string): Promise<string> =>
  (await keysOf(join(folder, 'keys', `${id}.p12`))).signer.certificate.fingerprint

/** The tender up to the end of its opening. */
export async function openedTender(e: Entry, tender: Tender): Promise<void> {
  const id = tender.id
  const signature = { statement: '', cms: '', certificate: '' }
  const { version, rulebook, notice, ceremony, documents, publishedAt } = tender.published!
  await e.append(tenderStream(id), [
    TenderDrafted({ tender: id, draft: draftOf(tender) }),
    TenderPublished({ tender: id, version, rulebook, notice, ceremony, documents, publishedAt, signature }),
    BiddingClosed({ tender: id, deadline: tender.deadline }),
    TenderMoved({ tender: id, stage: 'evaluating' }),
  ])
}

/** Four bids that were read out; the second promises a longer period than the tender document allows. */
async function openedBids(
  e: Entry,
  tender: Tender,
  opened: OpenedPackage,
  members: readonly { code: string; name: string }[],
): Promise<void> {
  const id = tender.id
  const jointly = (one: { code: string; name: string } | undefined) =>
    one ? { consortium: { members: [{ code: one.code, name: one.name }], agreement: opened.files[0]!.name } } : {}
  const bids = bidders.slice(0, 4).map(({ organisation }, i) => {
    const bidder = organisation ?? { code: '', name: '' }
    const form = {
      price: String(700_000_000 + i * 7_000_000),
      durationDays: i === 1 ? tender.durationDays + 1 : 300,
      quality: '合格',
      leader: '项目经理',
      leaderCertificate: '',
      ...jointly(members[i]),
    }
    return { tag: tagOf(e.platform.vault, 'bidder', id, bidder.code), bidder, form }
  })
  const received = { sequence: 1, header: zeros, ciphertext: zeros, receivedAt: tender.deadline - 1 }
  await e.append(openingStream(id), [
    OpeningStarted({
      tender: id,
      needed: 2,
      minutes: 30,
      withdrawn: 0,
      bids: bids.map(({ tag }) => ({ tag, ...received })),
    }),
    BiddersNamed({ tender: id, bids: bids.map(({ tag, bidder }) => ({ tag, bidder })), windowEnds: tender.deadline }),
    BidsRead({ tender: id, read: bids, unopened: [] }),
  ])
  for (const { tag: bidderTag, bidder, form } of bids) {
    const base = { tender: id, bidderTag, sequence: 1 }
    const sealed = {
      header: zeros,
      parts: [],
      bytes: 1,
      upload: opened.upload,
      box: '',
      manifest: zeros,
      certificateSerialTag: zeros,
    }
    await e.append(bidOf(id, bidderTag), [
      BidSealed({ ...base, ...sealed, receivedAt: tender.deadline - 1 }),
      BidNamed({ ...base, bidder, manifestText: '', cms: '' }),
      BidUnsealed({ ...base, form, files: opened.files, keys: opened.keys }),
    ])
  }
}

/** A panel whose members have all come and have nothing to declare. */
async function seat(
  e: Entry,
  tender: Tender,
  members: Person[],
  of: { tags: string[]; fingerprints: string[] },
): Promise<void> {
  const id = tender.id
  const draw = `${id}.1`
  const times = { answerMinutes: 30, travelMinutes: 60, graceMinutes: 15, openedAt: tender.deadline }
  const place = { at: meeting, place: '昆明', checkInFrom: meeting - 3_600_000 }
  const { members: count, strata } = tender.panel
  await e.append(panelStream(id), [
    PanelFrozen({ tender: id, number: 1, draw, members: count, strata, meeting: place, ...times, excluded: [] }),
    ...members.flatMap(({ name }, i) => {
      const [tag = '', fingerprint = ''] = [of.tags[i], of.fingerprints[i]]
      const sealed = e.platform.vault.seal('seat', JSON.stringify({ expert: '', name, fingerprint }))
      return [
        PanelInvited({ tender: id, draw, stratum: 'a', pid: zeros, tag, sealed, answerUntil: meeting }),
        InvitationAccepted({ tender: id, tag, checkInUntil: meeting }),
        MemberCheckedIn({ tender: id, tag, sealed: '' }),
        InterestsDeclared({ tender: id, tag, bidders: 4, avoid: false, sealed: '' }),
      ]
    }),
    PanelSeated({ tender: id, members: of.tags }),
  ])
}
