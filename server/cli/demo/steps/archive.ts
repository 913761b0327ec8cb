import { copyFile, open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bytesToSign } from '../../../../crypto/pdfRange.ts'
import { hashOfFile } from '../../../archive/bag.ts'
import { verifyArchive } from '../../../archive/verify/archive.ts'
import { domains } from '../../../domains.ts'
import type { Tender } from '../../../tenders/tender.ts'
import { Refused } from '../client.ts'
import type { World } from '../world.ts'
import { signingsOf, signWaiting } from './signing.ts'

interface View {
  package: { sha256: string; bytes: number } | null
}

/** The centre certifies the course, and signs its certificate in the PDF. */
async function certified(world: World): Promise<void> {
  const centre = world.as('centre')
  const path = `/tenders/${world.tender}/witness`
  const given = async () =>
    centre.get<{ paper: { signed: boolean } | null }>(path).catch((problem) => {
      if (problem instanceof Refused && problem.status === 404) return undefined
      throw problem
    })
  if (!(await given())) {
    const fields = {
      opinion: '本次交易的开标、抽取、评标、公示均在平台进行，全程留痕，未见干预。',
      recordings: [],
      ...(world.played.venues.length ? { venues: world.played.venues } : {}),
    }
    const cms = await centre.sign('witness.give', { tender: world.tender, ...fields })
    await centre.post(path, { ...fields, cms })
  }
  const paper = await world.until('the certificate is issued', async () => (await given())?.paper ?? undefined)
  if (paper.signed) return
  const cms = await centre.signBytes(bytesToSign(await centre.bytes(`${path}/prepared`)))
  await centre.post(`${path}/seal`, { cms })
  world.say('交易中心已出具见证书并签章 course certified by the centre')
}

const OFFICES = ['tenderer', 'agent', 'supervisor', 'centre'] as const

/** Those who run and watch the tender sign what waits for them, such as the record of the draw. */
async function allSign(world: World): Promise<void> {
  for (const office of OFFICES) await signWaiting(world.as(office), world.tender)
}

/** The hand-over list and the report on the four natures, signed by who hands over and who receives. */
async function handOver(world: World): Promise<void> {
  const agent = world.as('agent')
  const papers = async () => (await signingsOf(agent, world.tender)).filter(({ kind }) => KINDS.includes(kind))
  await world.until('the papers of the archive', async () => (await papers()).length === KINDS.length, 60)
  await allSign(world)
  for (const { title, places } of await papers())
    if (places.some(({ at }) => at === null)) throw new Error(`${title} is not signed by all`)
  world.say('移交清单与四性检测报告由移交单位和接收单位签章')
}
const KINDS = ['cover', 'handover', 'natures']

/** The file is closed; the platform makes the package; the agent fetches it. */
export async function closeArchive(world: World): Promise<void> {
  const agent = world.as('agent')
  const path = `/tenders/${world.tender}/archive`
  const tender = await agent.get<Tender>(`/tenders/${world.tender}`)
  if (tender.stage !== 'archived') {
    await certified(world)
    await allSign(world)
    await agent.post(path).catch((problem) => {
      if (!(problem instanceof Refused) || problem.code !== 'ARCHIVE_UNSIGNED') throw problem
      return agent.post(path, { unsigned: '所列文书的签署人经通知未签署，归档时如实载明。' })
    })
  }
  const made = await world.until(
    'the package is made',
    async () => {
      try {
        return (await agent.get<View>(path)).package
      } catch (problem) {
        if (problem instanceof Refused && problem.status === 404) return undefined
        throw problem
      }
    },
    60,
  )
  const file = archiveFile(world)
  await writeFile(file, await agent.bytes(`${path}.zip`))
  const { sha256 } = await hashOfFile(file)
  if (sha256 !== made.sha256) throw new Error('the archive came with another hash than its fact names')
  await handOver(world)
  world.say(`归档包 archive ${(made.bytes / 1e6).toFixed(1)} MB, SHA-256 ${sha256.slice(0, 16)}…`)
}

/** Where the demo puts the archive. */
export const archiveFile = (world: World): string => join(world.folder, `${world.tender}.zip`)

/** Checks the archive without the platform; then flips one byte in a copy and shows that it is named. */
export async function verifyWithoutUs(world: World): Promise<void> {
  const kinds = domains.flatMap((domain) => domain.streams)
  const file = archiveFile(world)
  const findings = await verifyArchive(file, kinds, {})
  for (const { verdict, title, detail } of findings.checks)
    world.say(`  ${verdict === 'valid' ? '✓' : '✗'} ${title} — ${detail}`)
  if (findings.verdict !== 'valid') throw new Error(`the archive is ${findings.verdict}`)
  const copy = join(world.folder, 'flipped.zip')
  await copyFile(file, copy)
  await flip(copy, '"type":"tender.published"')
  const again = await verifyArchive(copy, kinds, {})
  const named = again.checks.filter(({ verdict }) => verdict === 'invalid')
  if (!named.length) throw new Error('a changed byte was not found')
  world.say(
    `改动一个字节即被发现 one flipped byte is found: ${named
      .map(({ detail }) => detail)
      .join(' | ')
      .slice(0, 300)}`,
  )
}

/** Flips one bit just after the place where a text stands in a file. */
async function flip(file: string, near: string): Promise<void> {
  const handle = await open(file, 'r+')
  try {
    const window = Buffer.alloc(1 << 20)
    for (let at = 0; ; at += window.length - near.length) {
      const { bytesRead } = await handle.read(window, 0, window.length, at)
      if (!bytesRead) throw new Error(`${near} is not in ${file}`)
      const found = window.subarray(0, bytesRead).indexOf(near)
      if (found < 0) continue
      const place = at + found + near.length - 3
      const byte = Buffer.alloc(1)
      await handle.read(byte, 0, 1, place)
      await handle.write(Buffer.from([(byte[0] ?? 0) ^ 1]), 0, 1, place)
      return
    }
  } finally {
    await handle.close()
  }
}
