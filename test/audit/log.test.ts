import { expect } from 'chai'
import { checkFactProof } from '../../crypto/beat.ts'
import { hex, unhex } from '../../crypto/bytes.ts'
import { openNote, parseCheckpoint } from '../../crypto/checkpoint.ts'
import { checkConsistency, consistencyProof } from '../../crypto/proof.ts'
import { Beat, logKey, strike } from '../../server/audit/beat.ts'
import { proveFact } from '../../server/audit/proof.ts'
import { beatRow, beats, hashReader, heads, lastHead, logHashes } from '../../server/audit/store.ts'
import { events, factsAfter } from '../../server/ledger/store.ts'
import type { Platform } from '../../server/platform/platform.ts'
import { bareLedger, note } from '../world/bareLedger.ts'
import { eventually } from '../world/eventually.ts'
import { services } from '../world/servers.ts'

for (const kind of ['sqlite', 'mysql'] as const)
  describe(`The log on ${kind}`, function () {
    this.timeout(60_000)
    let platform: Platform
    let close = async (): Promise<void> => undefined

    beforeEach(async function () {
      if (kind === 'mysql' && !(await services()).mysql) return this.skip()
      ;({ platform, close } = await bareLedger(kind))
    })
    afterEach(async () => {
      await close()
      close = async () => undefined
    })

    const write = async (count: number, word = 'fact'): Promise<void> => {
      for (let i = 0; i < count; i++) await note(platform, `${word}-${i}`)
    }
    /** A head whose signature was checked, as a stranger would. */
    const opened = async (text: string) => {
      const verifier = { name: platform.logOrigin, publicKey: logKey(platform).publicKey }
      const { text: body, signers } = await openNote(text, [verifier])
      expect(signers).to.deep.equal([platform.logOrigin])
      return parseCheckpoint(body)
    }
    const head = async () => opened((await lastHead(platform.database))?.note ?? '')
    const headOf = async (size: number) => opened(String((await heads(platform.database).findByPk(size))?.get('note')))
    const refused = (deed: Promise<unknown>): Promise<string> =>
      deed.then(
        () => 'signed',
        (problem: Error) => problem.message,
      )

    it('grows by one leaf a beat, whether or not something happened', async () => {
      await strike(platform)
      await write(3)
      await strike(platform)
      await strike(platform)
      const found = (await beats(platform.database).findAll({ order: [['beat', 'ASC']], raw: true })).map(beatRow)
      expect(found.map(({ beat, from_seq, to_seq }) => [beat, from_seq, to_seq])).to.deep.equal([
        [0, 0, 0],
        [1, 0, 3],
        [2, 3, 3],
      ])
      expect((await head()).size).to.equal(3)
      expect((await head()).origin).to.equal(platform.logOrigin)
    })

    it('its size, and the size of its beats, say nothing about how much happened', async () => {
      const shape = async () => {
        const found = (await beats(platform.database).findAll({ raw: true })).map(beatRow)
        return [
          (await head()).size,
          found.map(({ slots, root }) => [slots, root.length]),
          await logHashes(platform.database).count(),
        ]
      }
      for (let i = 0; i < 4; i++) await strike(platform)
      const quiet = await shape()
      const noteOfQuiet = (await lastHead(platform.database))?.note.length
      await close()
      ;({ platform, close } = await bareLedger(kind))
      for (let i = 0; i < 4; i++) {
        await write(5, `busy-${i}`)
        await strike(platform)
      }
      expect(await shape()).to.deep.equal(quiet)
      expect((await lastHead(platform.database))?.note.length).to.equal(noteOfQuiet)
    })

    it('every fact is proved to be in the tree of the signed head, with its salt and not without', async () => {
      await write(7)
      await strike(platform)
      await write(4, 'later')
      await strike(platform)
      await strike(platform)
      for (const { seq, fact, salt } of await factsAfter(platform.database, 0, 100)) {
        const { proof, checkpoint } = (await proveFact(platform, seq)) ?? expect.fail('no proof')
        const signed = await opened(checkpoint)
        checkFactProof(fact, unhex(salt), proof, signed)
        const changed = { ...fact, data: { text: 'another' } }
        expect(() => checkFactProof(changed, unhex(salt), proof, signed))
          .to.throw()
          .with.property('code', 'PROOF_INVALID')
        expect(() => checkFactProof(fact, new Uint8Array(32), proof, signed))
          .to.throw()
          .with.property('code', 'PROOF_INVALID')
      }
    })

    it('a fact is proved in an older tree too, and not before its beat has come', async () => {
      await write(1)
      await strike(platform)
      await write(1, 'second')
      expect(await proveFact(platform, 2)).to.equal(undefined)
      await strike(platform)
      await strike(platform)
      const [first] = await factsAfter(platform.database, 0, 1)
      const { proof } = (await proveFact(platform, 1, 2)) ?? expect.fail('no proof')
      checkFactProof(first?.fact, unhex(first?.salt ?? ''), proof, await headOf(2))
    })

    it('each head is the beginning of every later one', async () => {
      for (let i = 0; i < 9; i++) {
        await write(i % 3, `grown-${i}`)
        await strike(platform)
      }
      for (let from = 1; from <= 9; from++)
        for (let to = from; to <= 9; to++) {
          const proof = await consistencyProof(from, to, hashReader(platform.database))
          const [early, late] = [await headOf(from), await headOf(to)]
          checkConsistency(from, to, early.root, late.root, proof)
          if (from < to) expect(() => checkConsistency(from, to, late.root, early.root, proof)).to.throw()
        }
    })

    it('takes every fact into exactly one beat, however the beats and the deeds meet', async () => {
      let done = false
      const striking = (async () => {
        while (!done) await strike(platform)
      })()
      await Promise.all(Array.from({ length: 60 }, (_, i) => note(platform, `meeting-${i}`)))
      done = true
      await striking
      await strike(platform)
      const found = (await beats(platform.database).findAll({ order: [['beat', 'ASC']], raw: true })).map(beatRow)
      let at = 0
      for (const { from_seq, to_seq } of found) {
        expect(from_seq).to.equal(at)
        at = to_seq
      }
      expect(at).to.equal(60)
      const signed = await head()
      for (const { seq, fact, salt } of await factsAfter(platform.database, 0, 100)) {
        const { proof } = (await proveFact(platform, seq)) ?? expect.fail('no proof')
        checkFactProof(fact, unhex(salt), proof, signed)
      }
    })

    it('nothing more is signed once a stored hash was changed', async () => {
      for (let i = 0; i < 6; i++) await strike(platform)
      const [level, place] = [2, 0] // the tree of six leaves stands on its first four and its last two
      const row = await logHashes(platform.database).findOne({ where: { level, place } })
      const right = String(row?.get('hash'))
      const wrong = hex(Uint8Array.from(unhex(right), (byte, i) => (i === 31 ? byte ^ 1 : byte)))
      await logHashes(platform.database).update({ hash: wrong }, { where: { level, place } })
      expect(await refused(strike(platform))).to.include('do not give the last signed head')
      expect((await lastHead(platform.database))?.size).to.equal(6)
      await logHashes(platform.database).update({ hash: right }, { where: { level, place } })
      expect(await refused(strike(platform))).to.equal('signed')
    })

    it('nothing more is signed once a head or a beat was taken away', async () => {
      for (let i = 0; i < 3; i++) await strike(platform)
      const { note: text = '' } = (await lastHead(platform.database)) ?? {}
      await heads(platform.database).destroy({ where: { size: 3 } })
      expect(await refused(strike(platform))).to.include('do not give the last signed head')
      await heads(platform.database).create({ size: 3, note: text })
      await beats(platform.database).destroy({ where: { beat: 2 } })
      expect(await refused(strike(platform))).to.not.equal('signed')
      await heads(platform.database).destroy({ where: {} })
      expect(await refused(strike(platform))).to.include('no signed head')
    })

    it('a fact that was changed in the database is not proved any more', async () => {
      await write(3)
      await strike(platform)
      await events(platform.database).update({ data: '{"text":"forged"}' }, { where: { seq: 2 } })
      const [, forged] = await factsAfter(platform.database, 0, 3)
      const { proof, checkpoint } = (await proveFact(platform, 2)) ?? expect.fail('no proof')
      const signed = await opened(checkpoint)
      expect(() => checkFactProof(forged?.fact, unhex(forged?.salt ?? ''), proof, signed)).to.throw()
    })

    it('of two sequencers one beats, and together they never sign two heads of one size', async () => {
      const log: unknown[] = []
      const two = ['one', 'two'].map((holder) => new Beat({ ...platform, holder, beat: 100 }, (line) => log.push(line)))
      for (const beat of two) beat.start()
      await eventually(async () => ((await lastHead(platform.database))?.size ?? 0) >= 5)
      await two[0]?.stop()
      const size = (await lastHead(platform.database))?.size ?? 0
      await eventually(async () => ((await lastHead(platform.database))?.size ?? 0) >= size + 2)
      await two[1]?.stop()
      expect(log).to.deep.equal([])
      const last = (await head()).size
      for (let from = 1; from < last; from++) {
        const proof = await consistencyProof(from, last, hashReader(platform.database))
        checkConsistency(from, last, (await headOf(from)).root, (await head()).root, proof)
      }
    })
  })
