import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import type { BidFact } from '../../server/bids/events.ts'
import { certificateOf, sealCertificate } from '../../server/bids/receipt.ts'
import { everyVersion } from '../../server/bids/receiptViews.ts'
import { openVault } from '../../server/platform/vault.ts'

const tag = 'a'.repeat(64)
let version = 0
const fact = (type: string, sequence: number, data: object = {}): BidFact =>
  ({
    id: `${type}/${sequence}`,
    type,
    version: ++version,
    data: { tender: 'T1', bidderTag: tag, sequence, ...data },
  }) as unknown as BidFact
const sealed = (sequence: number): BidFact =>
  fact('bid.sealed', sequence, {
    header: `header ${sequence}`,
    parts: [],
    bytes: 1,
    upload: 'U',
    box: '',
    manifest: '',
    receivedAt: sequence,
  })

describe('Every version of a bid', () => {
  it('is there with its own receipt’s fact and stamp, also when it was replaced or taken back', () => {
    const found = everyVersion([
      sealed(1),
      sealed(2),
      fact('bid.stamped', 1, { token: 'late' }), // it came after the replacement
      fact('bid.stamped', 2, { token: 'two' }),
      fact('bid.withdrawn', 2, { box: '', withdrawnAt: 9 }),
      sealed(3),
    ])
    expect(found.map(({ bid, withdrawn }) => [bid.sequence, bid.fact, bid.token, withdrawn])).to.deep.equal([
      [1, 'bid.sealed/1', 'late', false],
      [2, 'bid.sealed/2', 'two', true],
      [3, 'bid.sealed/3', null, false],
    ])
    expect(found[0]?.bid.header).to.equal('header 1')
  })

  it('is none where none was handed in', () => {
    expect(everyVersion([])).to.deep.equal([])
  })
})

describe('The certificate that a receipt names', () => {
  let folder: string
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'yangguang-vault-'))
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('is kept sealed, equally long whoever issued it and why it was relied on, and never twice the same', async () => {
    const vault = await openVault(folder)
    const sha256 = 'f'.repeat(64)
    const all = [
      ...['2a', '0'.repeat(40), '00a1b2c3'].map((serial) => ({ serial, sha256 })),
      ...['列表尚未发布', '因'.repeat(300)].map((noRevocation) => ({ serial: '2a', sha256, noRevocation })),
    ]
    const kept = all.map((one) => sealCertificate({ vault }, one))
    expect(kept.map((one) => certificateOf({ vault }, one))).to.deep.equal(all)
    expect(new Set(kept.map(({ length }) => length)).size).to.equal(1)
    expect(kept.join()).to.not.include('f'.repeat(20))
    const again = sealCertificate({ vault }, { serial: '2a', sha256 })
    expect(again, 'two bids of one certificate look unlike').to.not.equal(kept[0])
  })
})
