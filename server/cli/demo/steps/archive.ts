import { copyFile, open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hashOfFile } from '../../../archive/bag.ts'
import { verifyArchive } from '../../../archive/verify/archive.ts'
import { domains } from '../../../domains.ts'
import type { Tender } from '../../../tenders/tender.ts'
import { Refused } from '../client.ts'
import type { World } from '../world.ts'

interface View {
  package: { sha256: string; bytes: number } | null
}

/** The file is closed; the platform makes the package; the agent fetches it. */
export async function closeArchive(world: World): Promise<void> {
  const agent = world.as('agent')
  const path = `/tenders/${world.tender}/archive`
  const tender = await agent.get<Tender>(`/tenders/${world.tender}`)
  if (tender.stage !== 'archived') await agent.post(path)
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
