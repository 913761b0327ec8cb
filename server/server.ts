import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { may } from './access/policy.ts'
import { type Entrance, platformItself } from './access/who.ts'
import { Beat } from './audit/beat.ts'
import { auditRoutes } from './audit/routes.ts'
import { ArrivalWatch } from './bids/takeoverCommands.ts'
import type { Config } from './config.ts'
import type { Domain } from './domain.ts'
import { ClockWatch } from './identity/clockCommands.ts'
import { FoundingFile, found } from './identity/commands.ts'
import { stands } from './identity/sessionCommands.ts'
import { affiliateStream, trustStream } from './identity/store.ts'
import { foundTrustList } from './identity/trustCommands.ts'
import type { Context, Reaction } from './ledger/command.ts'
import type { Eye } from './ledger/eye.ts'
import { Relay } from './ledger/relay.ts'
import type { Written } from './ledger/store.ts'
import { factsOf } from './ledger/store.ts'
import { tenderOfStream } from './ledger/stream.ts'
import { Timekeeper } from './ledger/timekeeper.ts'
import { Opener } from './opening/opener.ts'
import { outageStream } from './outages/store.ts'
import { announcer } from './pages/announcements/store.ts'
import { Digest } from './pages/channels/digest.ts'
import { notifier } from './pages/channels/notifier.ts'
import { Outbox } from './pages/channels/outbox.ts'
import { channelRoutes } from './pages/channels/routes.ts'
import { messageRoutes } from './pages/messages/inbox.ts'
import { pages } from './pages/routes.ts'
import { searchIndex } from './pages/search/indexing.ts'
import { searchRoutes } from './pages/search/routes.ts'
import type { Platform } from './platform/platform.ts'
import { authorityFrom } from './platform/trust.ts'
import { ApplicationOpener } from './prequalification/opener.ts'
import { projectEye } from './projects/project.ts'
import { projectById, projectStream } from './projects/store.ts'
import { foundingRegions, foundRegions } from './regions/commands.ts'
import { calendarStream, regionStream } from './regions/store.ts'
import { Rooms } from './rooms/room.ts'
import { openSockets } from './rooms/socket.ts'
import { eyeOf, tenderById } from './tenders/store.ts'
import { doorkeeper, entranceApp } from './web/app.ts'
import { uploadRoutes } from './web/uploads.ts'

type Log = (line: Record<string, unknown>) => void

/** A running platform: three entrances, and what follows facts and the clock. */
export interface Running {
  origins: Record<Entrance, string>
  rooms: Rooms
  stop(): Promise<void>
}

const clientFolder = fileURLToPath(new URL('../dist/client', import.meta.url))

/** Starts everything that one process does. Leases see to it that of several processes one relays, beats and opens. */
export async function serve(platform: Platform, config: Config, domains: Domain[], log: Log): Promise<Running> {
  await foundByFile(platform, config)
  const reactions = domains.flatMap((domain) => domain.reactions ?? [])
  const queue = { name: 'queue', take: (facts: Written[]) => enqueue(platform, reactions, facts) }
  const kinds = domains.flatMap((domain) => domain.events)
  const subscribers = [queue, searchIndex(platform), announcer(platform), notifier(platform, kinds)]
  const relay = new Relay(platform, subscribers, log)
  const rooms = new Rooms(platform, kinds)
  const timekeeper = new Timekeeper(platform, Object.assign({}, ...domains.map((domain) => domain.dues ?? {})), log)
  const beat = new Beat(platform, log)
  const openers = [new Opener(platform, log), new ApplicationOpener(platform, log)]
  const watch = new ClockWatch(platform, log)
  const arrivals = new ArrivalWatch(platform, log)
  const outside = [new Digest(platform, config.outside.hours, log), new Outbox(platform, log)]
  await platform.queue.work((job) => react(platform, reactions, job), 4)
  await rooms.start()
  await relay.start()
  for (const one of [timekeeper, arrivals, ...openers, beat, ...outside]) await one.start()
  const doors = await openDoors(platform, config, domains, rooms, log)
  watch.start()
  const context: Context = { platform, who: platformItself, now: platform.clock.now(), via: 'start' }
  for (const domain of domains) await domain.start?.(context)
  return {
    origins: doors.origins,
    rooms,
    stop: async () => {
      await doors.close()
      const all = [timekeeper, ...openers, arrivals, beat, watch, relay, rooms, ...outside]
      await Promise.all(all.map((one) => one.stop()))
      await platform.close()
    },
  }
}

async function openDoors(platform: Platform, config: Config, domains: Domain[], rooms: Rooms, log: Log) {
  const kinds = domains.flatMap((domain) => domain.events)
  const own = domains.flatMap((domain) => domain.routes)
  const streams = domains.flatMap((domain) => domain.streams.map(({ name }) => name))
  const watches = Object.assign({}, ...domains.map(({ uploads }) => uploads ?? {}))
  const known = [...uploadRoutes(watches), ...messageRoutes(kinds), ...auditRoutes(kinds, eyeFor, streams)]
  const outward = channelRoutes(config.outside.hours)
  const routes = [...searchRoutes, ...own, ...known, ...outward]
  const roomKinds = Object.assign({}, ...domains.map((domain) => domain.rooms ?? {}))
  const servers: { server: Server; sockets: { close(): Promise<void> } }[] = []
  const origins = {} as Record<Entrance, string>
  for (const entrance of ['trading', 'public', 'supervision'] as const) {
    const asks = doorkeeper(platform, entrance, (session) => stands(platform, session))
    const front = { pages: entrance === 'public' ? pages : [], clientFolder, whoAsks: asks, proxies: config.proxies }
    const server = createServer(entranceApp(platform, entrance, routes, front, log))
    server.requestTimeout = 15 * 60_000
    server.keepAliveTimeout = 65_000 // longer than clients and proxies keep one: who uses it again finds it open
    const sockets = openSockets(server, { platform, rooms, kinds: roomKinds, entrance, whoAsks: asks })
    await new Promise<void>((done, fail) => {
      server.once('error', fail)
      server.listen(config.ports[entrance], config.host, done)
    })
    origins[entrance] = `http://${config.host}:${(server.address() as AddressInfo).port}`
    servers.push({ server, sockets })
  }
  const close = async (): Promise<void> => {
    for (const { server, sockets } of servers) {
      await sockets.close()
      server.closeIdleConnections()
      const closed = new Promise<void>((done) => server.close(() => done()))
      setTimeout(() => server.closeAllConnections(), 1000).unref()
      await closed
    }
  }
  return { origins, close }
}

/** Registers of the platform, of no tender: what everybody may see of them, everybody may have proved. */
const REGISTERS = [trustStream, affiliateStream, regionStream, calendarStream].map(({ kind }) => `${kind.name}/`)

/**
 * How somebody looks at the facts of a tender, if the policy lets them look at the tender at all; or at those of a
 * project or a register, of which everybody sees what is public; or at a report of an outage, which its reporter knows by
 * its tag.
 */
async function eyeFor(context: Context, stream: string): Promise<Eye | undefined> {
  if (REGISTERS.some((name) => stream.startsWith(name))) return { role: 'public', host: false, tag: '' }
  const id = tenderOfStream(stream)
  if (stream.startsWith(`${projectStream.kind.name}/`)) {
    const project = await projectById(context, id)
    return project && projectEye(context.who.role, may('project.read', context.who, project))
  }
  if (stream.startsWith(`${outageStream.kind.name}/`))
    return { role: context.who.role, host: false, tag: context.who.tagFor(id) }
  const tender = await tenderById(context, id)
  return tender && may('tender.read', context.who, tender) ? eyeOf(context, tender) : undefined
}

/** One job a fact and reaction; its id is made of both, so that a fact seen twice is one job. */
async function enqueue(platform: Platform, reactions: Reaction[], facts: Written[]): Promise<void> {
  for (const { seq, fact } of facts)
    for (const reaction of reactions.filter(({ type }) => type === fact.type)) {
      const payload = { stream: fact.stream, version: fact.version }
      await platform.queue.add({ id: `${reaction.name}:${seq}`, kind: `${reaction.type}/${reaction.name}`, payload })
    }
}

async function react(
  platform: Platform,
  reactions: Reaction[],
  job: { kind: string; payload: Record<string, unknown> },
): Promise<void> {
  const reaction = reactions.find(({ type, name }) => job.kind === `${type}/${name}`)
  if (!reaction) throw new Error(`nobody knows the job ${job.kind}`)
  const version = Number(job.payload['version'])
  const [written] = await factsOf(platform.database, String(job.payload['stream']), version - 1)
  if (!written) throw new Error('the fact that caused this job is not there')
  const context: Context = { platform, who: platformItself, now: platform.clock.now(), via: 'job' }
  await reaction.run(context, written.fact)
}

/** Grants the roles that the founding file lists, and founds the trust list by it or by the roots of the trust folder. */
async function foundByFile(platform: Platform, config: Config): Promise<void> {
  const file = config.foundingFile ? JSON.parse(await readFile(config.foundingFile, 'utf8')) : []
  const { regions, ...rest } = Array.isArray(file) ? { organisations: file, regions: undefined } : file
  const { organisations, authorities } = FoundingFile.parse(rest)
  const context: Context = { platform, who: platformItself, now: platform.clock.now(), via: 'founding' }
  for (const organisation of organisations) await found.run(context, organisation)
  await foundRegions.run(context, foundingRegions(regions, config.production))
  await foundTrustList.run(context, authorities ?? (await platform.trust()).roots.map(authorityFrom))
}
