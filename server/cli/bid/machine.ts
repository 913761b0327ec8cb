import { hex, random } from '../../../crypto/bytes.ts'
import { canonicalBytes } from '../../../crypto/canonical.ts'
import { addressChallenge, MACHINE, type SealedMachine, SignedAddress } from '../../bids/machine.ts'
import { readMachine } from '../agent/machine.ts'
import { AgentStop } from '../agent/stop.ts'
import { Client } from '../client.ts'
import type { Keys } from '../keys.ts'
import type { Terminal } from '../terminal.ts'

/** What a bidder is told before its machine is read. */
const TOLD = {
  zh: '读取本机的网卡地址、硬盘序列号、处理器或主板编号，并请平台签发本机网络地址证明，一并密封进投标文件。用途：开标后比对是否由同一单位或个人编制、递交（《招标投标法实施条例》第四十条、财政部令第87号第三十七条），仅作线索，不自动否决。开标前任何人（含平台）都看不到；开标后由评标委员会、采购人和监督部门查看，随档案保存。',
  en: 'reads the addresses of the network cards, the serial numbers of the disks and the number of the processor or board, asks the platform for its word on the network address, and seals all of it into the bid. Purpose: after the opening it is compared whether bids were made or handed in by one and the same; evidence only, nobody is rejected by it. Before the opening nobody has it, the platform included; afterwards the panel, the purchaser and the supervisor see it, and it is kept with the archive.',
}

/** What is sealed of the machine that seals: read only where the bidder asks for it, and told beforehand. */
export async function machineOf(
  of: { wanted: boolean; origin: string | undefined; tender: string; keys: Keys },
  terminal: Terminal,
): Promise<SealedMachine> {
  const nonce = hex(random(32))
  const none = { v: 1 as const, nonce, by: null, machine: null, address: null }
  if (!of.wanted) {
    terminal.note(
      '未采集本机信息，投标文件中载明“未采集”；需要采集的加 --machine，并用 --to 取得网络地址证明',
      'nothing of this machine is read, and the bid says so; --machine reads it, --to asks for the address',
    )
    return { ...none, why: 'declined' }
  }
  terminal.note(TOLD.zh, TOLD.en)
  const read = await readBy(of.keys)
  const bidder = of.keys.signer.certificate.organisationCode ?? ''
  const address = of.origin ? await stated(of.origin, bidder, { ...of, nonce }) : null
  return { ...none, ...read, address }
}

/** By the agent that holds the key, where it can, for it knows the token too; else by this program. */
async function readBy({ machine }: Keys): Promise<Pick<SealedMachine, 'by' | 'machine' | 'why'>> {
  if (!machine) return { by: 'tool', machine: await readMachine(), why: null }
  try {
    return { by: 'agent', machine: await machine(), why: null }
  } catch (problem) {
    if (!(problem instanceof AgentStop)) throw problem
    return { by: null, machine: null, why: problem.code === 'AGENT_MACHINE_REFUSED' ? 'declined' : 'failed' }
  }
}

async function stated(
  origin: string,
  bidder: string,
  { keys, nonce, tender }: { keys: Keys; nonce: string; tender: string },
): Promise<SignedAddress> {
  const client = new Client({ id: bidder, role: 'bidder' }, [origin], async () => keys)
  const challenge = addressChallenge({ nonce, tender, bidder })
  return SignedAddress.parse(await client.post('/account/address', { challenge }))
}

/** The sealed file of the machine, as a file of the business part. */
export function machineFile(machine: SealedMachine) {
  const content = canonicalBytes(machine)
  async function* read(): AsyncGenerator<Uint8Array> {
    yield content
  }
  return { name: MACHINE, type: 'application/json', bytes: content.length, read }
}
