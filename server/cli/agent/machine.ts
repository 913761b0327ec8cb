import { readdir, readFile, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import type { Machine } from '../../../crypto/agent.ts'

const MOST = 16
/** What a maker leaves in a field that it did not fill in: it tells no machine from another. */
const NOTHING =
  /^(0+|f+|x+|none|n\/?a|null|unknown|default string|not (specified|applicable|available)|to be filled by o\.?e\.?m\.?|system serial number|123456789|0123456789)$/i

/**
 * The numbers by which Linux tells this machine from others: what it does not show, or shows to its administrator only, is
 * left out. A key file has no lock.
 *
 * @param root where the system's folders lie
 */
export async function readMachine(root = '/'): Promise<Machine> {
  const processor = (await cpuSerial(root)) ?? (await board(root))
  return { mac: await cards(root), disk: await disks(root), processor, lock: null }
}

/** Addresses of network cards that are devices: bridges, tunnels and the cards of containers are none. */
async function cards(root: string): Promise<string[]> {
  const at = join(root, 'sys/class/net')
  const found: string[] = []
  for (const name of await namesIn(at)) {
    if (!(await isDevice(join(at, name)))) continue
    const address = (await lineOf(join(at, name, 'address')))?.toLowerCase()
    if (address && /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/.test(address) && !/^(00:)+00$|^(ff:)+ff$/.test(address))
      found.push(address)
  }
  return [...new Set(found)].sort().slice(0, MOST)
}

async function disks(root: string): Promise<string[]> {
  const at = join(root, 'sys/block')
  const found: string[] = []
  for (const name of await namesIn(at)) {
    if (!(await isDevice(join(at, name))) || (await lineOf(join(at, name, 'removable'))) === '1') continue
    const serial = (await lineOf(join(at, name, 'device/serial'))) ?? (await lineOf(join(at, name, 'serial')))
    if (serial) found.push(serial)
  }
  return [...new Set(found)].sort().slice(0, MOST)
}

const cpuSerial = async (root: string): Promise<string | null> => {
  const text = await readFile(join(root, 'proc/cpuinfo'), 'utf8').catch(() => '')
  return said(/^Serial\s*:\s*(\S+)$/m.exec(text)?.[1]) ?? null
}

async function board(root: string): Promise<string | null> {
  for (const name of ['board_serial', 'product_uuid', 'product_serial']) {
    const found = await lineOf(join(root, 'sys/class/dmi/id', name))
    if (found) return found
  }
  return null
}

const said = (text: string | undefined): string | undefined => {
  const line = text?.trim().slice(0, 100)
  return line && !NOTHING.test(line) ? line : undefined
}

const lineOf = async (file: string): Promise<string | undefined> =>
  said(await readFile(file, 'utf8').catch(() => undefined))

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => [])

const isDevice = (folder: string): Promise<boolean> =>
  realpath(join(folder, 'device')).then(
    () => true,
    () => false,
  )
