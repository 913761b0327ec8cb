import { unbase64 } from '../../../../crypto/bytes.ts'
import { bytesToSign } from '../../../../crypto/pdfRange.ts'
import type { Opening } from '../../../opening/opening.ts'
import type { ToSign } from '../../../tenders/hostSigningCommands.ts'
import type { Client } from '../client.ts'
import type { World } from '../world.ts'

interface Paper {
  title: string
  sha256: string
  standing: string
  signed: { field: string; at: number }[]
}

/** Every published paper of the tender, with its signatures. */
export const papers = async (world: World, client: Client): Promise<Paper[]> =>
  (await client.get<{ items: Paper[] }>(`/tenders/${world.tender}/papers`)).items

/** Puts somebody's signature into a published paper (PAdES). */
export async function sealPaper(world: World, client: Client, { sha256, standing }: Paper): Promise<void> {
  const path = `/tenders/${world.tender}/papers/${sha256}`
  const cms = await client.signBytes(bytesToSign(await client.bytes(`${path}/prepared`)))
  await client.post(`${path}/seal`, { prepared: standing, cms })
}

/** Puts the signature of somebody who was there into the record of the opening. */
export async function sealRecord(world: World, client: Client): Promise<void> {
  const path = `/tenders/${world.tender}/opening`
  const { sealed, record } = await client.get<Opening>(path)
  const cms = await client.signBytes(bytesToSign(await client.bytes(`${path}/record/prepared`)))
  await client.post(`${path}/record/seal`, { prepared: (sealed ?? record)?.sha256 ?? '', cms })
}

/**
 * Signs what a deed publishes in its PDFs, in the same step: the paper that tells it, and the document that the platform makes
 * with it.
 *
 * @param path of the deed; its papers are made under `/prepared`
 */
export async function signedWith(client: Client, path: string, fields: object, at: number) {
  const { pdf, made } = await client.post<ToSign>(`${path}/prepared`, { ...fields, at })
  const signed = (bytes: string) => client.signBytes(bytesToSign(unbase64(bytes)))
  const seals = made ? [{ sha256: made.sha256, cms: await signed(made.pdf) }] : []
  return { seals, paper: { at, cms: await signed(pdf) } }
}
