import { expect } from 'chai'
import { hex, utf8 } from '../../crypto/bytes.ts'
import {
  cosignNote,
  formatCheckpoint,
  formatVerifier,
  keyId,
  type NoteKey,
  newNoteKey,
  openNote,
  parseCheckpoint,
  parseVerifier,
  signNote,
} from '../../crypto/checkpoint.ts'
import { sha256 } from '../../crypto/digest.ts'
import { openPromise, signPromise } from '../../crypto/promise.ts'
import { codeOf } from './sealing.ts'

const root = sha256(utf8('root'))
const text = formatCheckpoint({ origin: 'trade.example/log', size: 20852163, root })

describe('a checkpoint', () => {
  it('is three lines and what extends it', () => {
    expect(text).to.equal(`trade.example/log\n20852163\n${Buffer.from(root).toString('base64')}\n`)
    const extended = formatCheckpoint({ origin: 'a', size: 0, root, extension: ['beat 5', 'x'] })
    expect(parseCheckpoint(extended)).to.deep.equal({ origin: 'a', size: 0, root, extension: ['beat 5', 'x'] })
  })

  const encoded = Buffer.from(root).toString('base64')
  for (const bad of [
    '',
    'a\n1\n',
    `a\n1\n${encoded}`,
    `\n1\n${encoded}\n`,
    `a\n01\n${encoded}\n`,
    `a\n-1\n${encoded}\n`,
    `a\n1e3\n${encoded}\n`,
    `a\n9007199254740993\n${encoded}\n`,
    `a\n1\n${encoded.slice(0, -4)}\n`,
    `a\n1\n${encoded}\n\n`,
    `a\r\n1\n${encoded}\n`,
  ]) {
    it(`is not ${JSON.stringify(bad)}`, async () => {
      expect(await codeOf(() => parseCheckpoint(bad))).to.equal('CHECKPOINT_INVALID')
    })
  }
})

describe('a signed note', () => {
  let log: NoteKey
  let witness: NoteKey
  let note: string
  before(async () => {
    log = await newNoteKey('trade.example/log')
    witness = await newNoteKey('witness.example')
    note = await signNote(text, log)
  })

  it('of another implementation is opened', async () => {
    const verifier = parseVerifier('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')
    const known =
      'If you think cryptography is the answer to your problem,\n' +
      "then you don't know what your problem is.\n\n" +
      '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n'
    expect((await openNote(known, [verifier])).signers).to.deep.equal(['PeterNeumann'])
    expect(await codeOf(() => openNote(known.replace('answer', 'Answer'), [verifier]))).to.equal(
      'NOTE_SIGNATURE_INVALID',
    )
  })

  it('opens with its signer’s key, and with the published line of it', async () => {
    const verifier = parseVerifier(formatVerifier(log))
    expect(await openNote(note, [verifier])).to.deep.equal({ text, signers: ['trade.example/log'] })
    expect(hex(keyId(verifier))).to.equal(formatVerifier(log).split('+')[1])
  })

  it('may carry the signature of a witness, and of others that say nothing here', async () => {
    const both = await cosignNote(note, witness)
    expect((await openNote(both, [log, witness])).signers).to.deep.equal([log.name, witness.name])
    expect((await openNote(both, [witness])).signers).to.deep.equal([witness.name])
  })

  it('is worth nothing without a known signer', async () => {
    expect(await codeOf(() => openNote(note, [witness]))).to.equal('NOTE_SIGNATURE_INVALID')
    const impostor = await newNoteKey(log.name)
    expect(await codeOf(() => openNote(note, [impostor]))).to.equal('NOTE_SIGNATURE_INVALID')
  })

  it('is refused once one of its known signatures is false', async () => {
    const foreign = await signNote(text.replace('20852163', '20852164'), witness)
    const mixed = note + foreign.slice(foreign.indexOf('\n\n') + 2)
    expect(await codeOf(() => openNote(mixed, [log, witness]))).to.equal('NOTE_SIGNATURE_INVALID')
  })

  it('is refused when one signer stands there twice', async () => {
    expect(await codeOf(() => cosignNote(note, log).then((twice) => openNote(twice, [log])))).to.equal('NOTE_MALFORMED')
  })

  it('is refused with any character changed', async () => {
    for (let at = 0; at < note.length; at++) {
      const changed = note.slice(0, at) + (note[at] === 'x' ? 'y' : 'x') + note.slice(at + 1)
      expect(await codeOf(() => openNote(changed, [log])), `at ${at}`).to.be.oneOf([
        'NOTE_MALFORMED',
        'NOTE_SIGNATURE_INVALID',
      ])
    }
  })

  for (const [what, change] of Object.entries({
    'a missing line feed at the end': (n: string) => n.slice(0, -1),
    'an empty line at the end': (n: string) => `${n}\n`,
    'no signature': (n: string) => n.slice(0, n.indexOf('\n\n') + 2),
    'a carriage return': (n: string) => n.replace('\n', '\r\n'),
    'a hyphen instead of the dash': (n: string) => n.replace('—', '-'),
  })) {
    it(`is refused with ${what}`, async () => {
      expect(await codeOf(() => openNote(change(note), [log]))).to.equal('NOTE_MALFORMED')
    })
  }

  for (const name of ['', 'a b', 'a+b', 'a\n']) {
    it(`has no signer called ${JSON.stringify(name)}`, async () => {
      expect(await codeOf(() => newNoteKey(name))).to.equal('NOTE_MALFORMED')
    })
  }

  it('is not trusted under a verifier whose id is another key’s', async () => {
    const line = formatVerifier(log).replace(/\+[0-9a-f]{8}\+/, '+00000000+')
    expect(await codeOf(() => parseVerifier(line))).to.equal('NOTE_MALFORMED')
  })

  it('carries a promise, which a checkpoint is not', async () => {
    const promise = { origin: 'trade.example/log', commitment: hex(root), beat: 17 }
    expect(await openPromise(await signPromise(promise, log), [log])).to.deep.equal(promise)
    expect(await codeOf(() => openPromise(note, [log]))).to.equal('NOTE_MALFORMED')
  })
})
