import { rm } from 'node:fs/promises'
import { base64 } from '../../crypto/bytes.ts'
import { platformItself, tagOf } from '../../server/access/who.ts'
import { bidsDomain } from '../../server/bids/domain.ts'
import { BidNamed, BidSealed } from '../../server/bids/events.ts'
import { bidOf } from '../../server/bids/store.ts'
import { bidders } from '../../server/cli/demo/people.ts'
import { park } from '../../server/cli/demo/tender.ts'
import { openWorld, type World } from '../../server/cli/demo/world.ts'
import { expertsDomain } from '../../server/experts/domain.ts'
import { identityDomain } from '../../server/identity/domain.ts'
import { entry } from '../../server/ledger/entry.ts'
import { papersDomain } from '../../server/papers/domain.ts'
import { assemble } from '../../server/platform/assemble.ts'
import type { Platform } from '../../server/platform/platform.ts'
import { serve } from '../../server/server.ts'
import { supervisionDomain } from '../../server/supervision/domain.ts'
import { tendersDomain } from '../../server/tenders/domain.ts'
import {
  BiddingClosed,
  OfficerKeyPublished,
  TenderDrafted,
  TenderMoved,
  TenderPublished,
} from '../../server/tenders/events.ts'
import { tenderStream } from '../../server/tenders/store.ts'
import { emptyPlatform } from '../world/world.ts'

/** A platform of its own with the demo's tender after the opening: five bidders are named, nobody sits yet. */
export interface Stage {
  world: World
  platform: Platform
  /** Moves the tender on as the domains to the right would. */
  move(...stages: ('awarded' | 'publicised' | 'contracted' | 'archived')[]): Promise<void>
  stop(): Promise<void>
}

const START = '2026-04-08T10:00:00+08:00'
const id = 'park'
const zeros = '0'.repeat(64)
const signature = { statement: '{}', cms: '', certificate: zeros }

/** Starts it, with the demo's staff, bidders and its first 60 experts. */
export async function openStage(): Promise<Stage> {
  const { folder, demo, config } = await emptyPlatform({ START_AT: START })
  const platform = await assemble(config)
  const domains = [identityDomain, tendersDomain, papersDomain, bidsDomain, expertsDomain, supervisionDomain]
  const problems: unknown[] = []
  const running = await serve(platform, config, domains, (line) => {
    if (line.level === 'error') problems.push(line)
  })
  const world = openWorld({ origins: running.origins, folder: demo, tender: id, say: () => undefined })
  await afterTheOpening(platform, world)
  return {
    world,
    platform,
    move: (...stages) =>
      write(platform, (e) =>
        e.append(
          tenderStream(id),
          stages.map((stage) => TenderMoved({ tender: id, stage })),
        ),
      ),
    stop: async () => {
      await running.stop()
      await rm(folder, { recursive: true, force: true })
      if (problems.length) throw new Error(JSON.stringify(problems, null, 2))
    },
  }
}

async function write(platform: Platform, deed: Parameters<typeof entry>[1]): Promise<void> {
  const { written } = await entry({ platform, who: platformItself, now: platform.clock.now(), via: 'test' }, deed)
  await platform.wire.publish('facts', written.at(-1)?.seq)
}

async function afterTheOpening(platform: Platform, world: World): Promise<void> {
  const keys = await Promise.all(
    (['tenderer', 'centre', 'supervisor'] as const).map(async (role) => {
      const { encryption } = await world.as(role).keys()
      const { code: organisation = '', name = '' } = world.as(role).person.organisation ?? {}
      const spki = base64(encryption?.spki ?? new Uint8Array())
      return OfficerKeyPublished({ tender: id, role, organisation, name, spki, backup: '', signature })
    }),
  )
  const published = {
    tender: id,
    version: 1,
    rulebook: 'T-2025',
    notice: zeros,
    ceremony: zeros,
    documents: [],
    signature,
  }
  await write(platform, async (e) => {
    await e.append(tenderStream(id), [
      TenderDrafted({ tender: id, draft: park }),
      ...keys,
      TenderPublished({ ...published, publishedAt: park.documentsFrom }),
      BiddingClosed({ tender: id, deadline: park.deadline }),
      TenderMoved({ tender: id, stage: 'evaluating' }),
    ])
    for (const { organisation: bidder } of bidders.slice(0, 5)) if (bidder) await name(e, platform, bidder)
  })
}

async function name(
  e: Parameters<Parameters<typeof entry>[1]>[0],
  platform: Platform,
  bidder: { code: string; name: string },
): Promise<void> {
  const bidderTag = tagOf(platform.vault, 'bidder', id, bidder.code)
  const base = { tender: id, bidderTag, sequence: 1 }
  const sealed = {
    header: zeros,
    parts: [],
    bytes: 1,
    upload: 'u',
    box: '{}',
    manifest: zeros,
    certificateSerialTag: zeros,
  }
  await e.append(bidOf(id, bidderTag), [
    BidSealed({ ...base, ...sealed, receivedAt: park.deadline - 1 }),
    BidNamed({ ...base, bidder, manifestText: '{}', cms: '' }),
  ])
}
