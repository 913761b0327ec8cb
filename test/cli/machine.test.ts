import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect } from 'chai'
import { machineShape } from '../../crypto/agent.ts'
import { SealedMachine } from '../../server/bids/machine.ts'
import { readMachine } from '../../server/cli/agent/machine.ts'
import { machineOf } from '../../server/cli/bid/machine.ts'
import type { Keys } from '../../server/cli/keys.ts'
import type { Terminal } from '../../server/cli/terminal.ts'

describe('the numbers of a machine, as Linux shows them', () => {
  let root: string
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const device = (of: string): void => {
    mkdirSync(join(root, 'devices', of), { recursive: true })
    mkdirSync(join(root, of), { recursive: true })
    symlinkSync(join(root, 'devices', of), join(root, of, 'device'))
  }
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'yangguang-machine-'))
  })
  afterEach(() => rmSync(root, { recursive: true, force: true }))

  it('are those of cards and disks that are devices, not of bridges, loops and sticks', async () => {
    device('sys/class/net/eth0')
    put('sys/class/net/eth0/address', '02:AB:00:00:00:01\n')
    put('sys/class/net/docker0/address', '02:42:00:00:00:01\n')
    device('sys/class/net/wlan0')
    put('sys/class/net/wlan0/address', '00:00:00:00:00:00\n')
    device('sys/block/sda')
    put('sys/block/sda/device/serial', ' WD-123 \n')
    device('sys/block/sdb')
    put('sys/block/sdb/removable', '1\n')
    put('sys/block/sdb/device/serial', 'STICK\n')
    put('sys/block/loop0/serial', 'LOOP\n')
    put('sys/class/dmi/id/board_serial', 'BOARD-7\n')
    const found = await readMachine(root)
    expect(found).to.deep.equal({ mac: ['02:ab:00:00:00:01'], disk: ['WD-123'], processor: 'BOARD-7', lock: null })
    expect(machineShape.safeParse(found).success).to.equal(true)
  })

  it('the processor’s own number goes before the board’s', async () => {
    put('proc/cpuinfo', 'processor\t: 0\nSerial\t\t: 10000000abcdef01\n')
    put('sys/class/dmi/id/board_serial', 'BOARD-7\n')
    expect((await readMachine(root)).processor).to.equal('10000000abcdef01')
  })

  it('what a maker left empty is nothing, and so is what is not shown', async () => {
    for (const text of ['To be filled by O.E.M.', 'Default string', 'None', '0000000', '']) {
      put('sys/class/dmi/id/board_serial', `${text}\n`)
      expect((await readMachine(root)).processor, text).to.equal(null)
    }
    expect(await readMachine(join(root, 'nowhere'))).to.deep.equal({ mac: [], disk: [], processor: null, lock: null })
  })
})

describe('what `yangguang-bid seal` says of the machine', () => {
  const sealedBy = async (wanted: boolean) => {
    const said: string[] = []
    const terminal = { note: (zh: string) => void said.push(zh) } as unknown as Terminal
    const keys = { signer: { certificate: { organisationCode: '91530100MA2000014K' } } } as unknown as Keys
    const sealed = await machineOf({ wanted, origin: undefined, tender: 'one', keys }, terminal)
    return { sealed: SealedMachine.parse(sealed), said: said.join() }
  }

  it('is nothing unless the bidder asks for it, and the bid says so', async () => {
    const { sealed, said } = await sealedBy(false)
    expect(sealed).to.deep.include({ by: null, machine: null, why: 'declined', address: null })
    expect(said).to.include('未采集本机信息')
  })

  it('is read where the bidder asks for it, who is told what, what for and who will see it', async () => {
    const { sealed, said } = await sealedBy(true)
    expect(sealed).to.deep.include({ by: 'tool', why: null, address: null, machine: await readMachine() })
    expect(said).to.match(/网卡地址.*用途.*不自动否决.*开标前任何人（含平台）都看不到/)
  })

  it('has a nonce of its own each time, so that its hash tells nothing', async () => {
    const [one, other] = [await sealedBy(false), await sealedBy(false)]
    expect(one.sealed.nonce)
      .to.match(/^[0-9a-f]{64}$/)
      .and.not.equal(other.sealed.nonce)
  })
})
