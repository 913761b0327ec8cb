import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect } from 'chai'
import { machineShape } from '../../crypto/agent.ts'
import { readMachine } from '../../server/cli/agent/machine.ts'

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
