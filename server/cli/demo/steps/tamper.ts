import { rm } from 'node:fs/promises'
import { QueryTypes, type Sequelize } from 'sequelize'
import { checkDatabase } from '../../../audit/replay.ts'
import type { Config } from '../../../config.ts'
import { domains } from '../../../domains.ts'
import { openDatabase } from '../../../platform/database.ts'
import { openVault } from '../../../platform/vault.ts'
import type { World } from '../world.ts'

/** Edits a score in a copy of the database, past the platform, and shows that the check against the facts names the row. */
export async function tamperWithScore(world: World, config: Config): Promise<void> {
  const kinds = domains.flatMap((domain) => domain.streams)
  const key = (await openVault(config.keysFolder)).key('log-filler')
  const original = await openDatabase(config.databaseUrl)
  const { url, drop } = await copyOf(original, config)
  const copy = await openDatabase(url)
  try {
    const clean = await checkDatabase(copy, kinds, key)
    if (clean.length) throw new Error(`the database is not what its facts say: ${JSON.stringify(clean[0])}`)
    const id = `${world.tender}`
    const [row] = await copy.query<{ state: string }>('SELECT state FROM evaluations WHERE id = :id', {
      replacements: { id },
      type: QueryTypes.SELECT,
    })
    const state = (row?.state ?? '').replace(/"total":(\d+)/, (_all, total: string) => `"total":${Number(total) + 100}`)
    if (!row || state === row.state) throw new Error('there is no score to edit')
    await copy.query('UPDATE evaluations SET state = :state WHERE id = :id', { replacements: { id, state } })
    const found = await checkDatabase(copy, kinds, key)
    const named = found.find(({ what, which }) => what === 'row' && which === `evaluations/${id}`)
    if (!named) throw new Error('an edited score was not found')
    world.say(`改分即被发现 an edited score is found: ${named.which}: ${named.detail}`)
  } finally {
    await copy.close()
    await drop()
    await original.close()
  }
}

/** A copy of a database: a file beside it, or a database of its own on the same server. */
async function copyOf(original: Sequelize, config: Config): Promise<{ url: string; drop(): Promise<void> }> {
  if (config.databaseUrl.startsWith('sqlite:')) {
    const file = `${config.databaseUrl.slice('sqlite:'.length)}.copy`
    await rm(file, { force: true })
    await original.query('VACUUM INTO :file', { replacements: { file } })
    return { url: `sqlite:${file}`, drop: () => rm(file, { force: true }) }
  }
  const address = new URL(config.databaseUrl)
  const from = address.pathname.slice(1)
  const to = `${from}_copy`
  await original.query(`DROP DATABASE IF EXISTS \`${to}\``)
  await original.query(`CREATE DATABASE \`${to}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`)
  const tables = await original.query<{ name: string }>(
    'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = :from',
    {
      replacements: { from },
      type: QueryTypes.SELECT,
    },
  )
  for (const { name } of tables)
    await original.query(`CREATE TABLE \`${to}\`.\`${name}\` AS SELECT * FROM \`${from}\`.\`${name}\``)
  address.pathname = `/${to}`
  return { url: address.href, drop: async () => void (await original.query(`DROP DATABASE \`${to}\``)) }
}
