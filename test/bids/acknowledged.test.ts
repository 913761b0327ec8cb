import { expect } from 'chai'
import { type Acknowledgement, checkAcknowledgement } from '../../crypto/acknowledgement.ts'
import { createAuthority, newKey } from '../../crypto/authority.ts'
import { base64 } from '../../crypto/bytes.ts'
import { canonicalBytes } from '../../crypto/canonical.ts'
import { formatVerifier, type NoteKey, newNoteKey } from '../../crypto/checkpoint.ts'
import { signPromise } from '../../crypto/promise.ts'
import { type Signer, signDetached, softSigner } from '../../crypto/signature.ts'
import { checkSameBid, type HandedIn } from '../../server/bids/acknowledged.ts'
import type { Receipt } from '../../server/bids/receipt.ts'

const AT = Date.parse('2026-04-07T01:00:00Z')
const [header, root, commitment] = ['a', 'b', 'c'].map((letter) => letter.repeat(64)) as [string, string, string]
const code = '91530100MA2000018X'
const parts = [{ id: 'price', root, bytes: 65_552 }]
const said: Receipt['receipt'] = {
  ...{
    kind: 'bid.receipt',
    tender: 'T1',
    code: 'T1',
    name: 'a tender',
    bidder: { code, name: 'a bidder' },
    sequence: 2,
  },
  ...{ header, parts, bytes: 81_936, certificate: { serial: '2a', sha256: root }, fact: 'F1', commitment, clock: null },
  ...{ receivedAt: new Date(AT).toISOString(), loggedBy: new Date(AT + 10_000).toISOString() },
}
const handedIn: HandedIn = { tender: 'T1', bidder: { code }, sequence: 2, header, parts, serial: '2a' }

const codeOf = async (deed: () => unknown): Promise<string> => {
  try {
    await deed()
    return 'done'
  } catch (problem) {
    return (problem as { code?: string }).code ?? String(problem)
  }
}

describe('What a bidder takes for a receipt', () => {
  let platform: Signer
  let stranger: Signer
  let log: NoteKey
  before(async () => {
    const authority = await createAuthority({ name: 'CA', at: AT - 1000 })
    const holder = async (commonName: string): Promise<Signer> => {
      const { pkcs8, spki } = await newKey('p256')
      const validity = { notBefore: AT - 1000, notAfter: AT + 86_400_000 }
      const certificate = await authority.issue({ subject: { commonName }, kind: 'platform', spki, ...validity })
      return softSigner({ pkcs8 }, certificate, [authority.root])
    }
    ;[platform, stranger, log] = await Promise.all([holder('platform'), holder('stranger'), newNoteKey('log.example')])
  })
  const given = async (by = platform, receipt: Receipt['receipt'] = said): Promise<Acknowledgement> => ({
    receipt,
    cms: base64(await signDetached(canonicalBytes(receipt), by, AT)),
    promise: await signPromise({ origin: log.name, commitment, beat: 7 }, log),
  })
  const known = () => ({ verifier: formatVerifier(log), fingerprint: platform.certificate.fingerprint })

  it('is signed by the platform that was known, promised by its log, and of what was handed in', async () => {
    expect((await checkAcknowledgement(await given(), known())).beat).to.equal(7)
    checkSameBid({ receipt: said }, handedIn)
  })

  it('is none of another signer, though of the same authority', async () => {
    expect(await codeOf(async () => checkAcknowledgement(await given(stranger), known()))).to.equal('SIGNER_NOT_FOUND')
  })

  it('is none that was changed after it was signed', async () => {
    const changed = { ...(await given()), receipt: { ...said, receivedAt: new Date(AT - 1).toISOString() } }
    expect(await codeOf(() => checkAcknowledgement(changed, known()))).to.equal('SIGNATURE_DIGEST')
  })

  it('is none whose promise another log gave, speaks of another fact, or is missing', async () => {
    const other = await newNoteKey('log.example')
    const far = await newNoteKey('other.example')
    const promises: [string, string][] = [
      [await signPromise({ origin: log.name, commitment, beat: 7 }, other), 'NOTE_SIGNATURE_INVALID'],
      [await signPromise({ origin: far.name, commitment, beat: 7 }, log), 'CONTEXT_MISMATCH'],
      [await signPromise({ origin: log.name, commitment: root, beat: 7 }, log), 'CONTEXT_MISMATCH'],
      ['', 'NOTE_MALFORMED'],
    ]
    for (const [promise, why] of promises)
      expect(await codeOf(async () => checkAcknowledgement({ ...(await given()), promise }, known()))).to.equal(why)
  })

  for (const [member, changes] of Object.entries({
    tender: { tender: 'T2' },
    bidder: { bidder: { code: '91530100MA20000999', name: 'another' } },
    sequence: { sequence: 1 },
    header: { header: root },
    'root of a part': { parts: [{ id: 'price', root: header, bytes: 65_552 }] },
    'length of a part': { parts: [{ id: 'price', root, bytes: 65_553 }] },
    'number of parts': { parts: [] },
    certificate: { certificate: { serial: '2b', sha256: root } },
    'missing certificate': { certificate: null },
  }))
    it(`is none of another ${member}`, async () => {
      expect(await codeOf(() => checkSameBid({ receipt: { ...said, ...changes } }, handedIn))).to.equal('RECEIPT_OTHER')
    })
})
