import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { canonical } from '../../crypto/canonical.ts'
import { writeBag } from '../../server/archive/bag.ts'
import { resultOf } from '../../server/evaluation/conclusion.ts'
import type { EvaluationFact } from '../../server/evaluation/events.ts'
import type { Result } from '../../server/evaluation/result.ts'
import { EvaluationFinished } from '../../server/evaluation/scoringEvents.ts'
import { marked } from '../evaluation/deeds.ts'
import { type Ended, run } from './tool.ts'

const noSocket = fileURLToPath(new URL('noSocket.mjs', import.meta.url))

describe('yangguang-verify scores', function () {
  this.timeout(60_000)
  let folder: string
  let facts: EvaluationFact[]
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'yangguang-scores-'))
    facts = marked().facts
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  const lines = (of: unknown[]): string => of.map((fact) => `${canonical({ fact, salt: '' })}\n`).join('')
  const call = (name: string, ...more: string[]): Promise<Ended> =>
    run('yangguang-verify', ['scores', name, ...more], { cwd: folder, preload: [noSocket] })
  const found = async (name: string, text: string): Promise<string> => {
    writeFileSync(join(folder, name), text)
    const ended = await call(name, '--json')
    const { checks } = ended.json() as { checks: { id: string; verdict: string }[] }
    return [ended.code, ...checks.map(({ id, verdict }) => `${id} ${verdict}`)].join(', ')
  }

  it('repeats totals and ranking from the sheets, of a file of facts and of an archive', async () => {
    expect(await found('facts.jsonl', lines(facts))).to.equal('0, facts valid, ranking valid')
    const { out } = await call('facts.jsonl')
    expect(out).to.match(/1\. [0-9a-f]{8} \d+\.\d{2}; 2\. /)
    const read = async function* () {
      yield Buffer.from(lines(facts))
    }
    const payload = async function* () {
      yield { path: 'facts.jsonl', read }
    }
    await writeBag(join(folder, 'archive.zip'), payload(), {})
    expect((await call('archive.zip')).code).to.equal(0)
  })

  it('finds a total that does not follow from the sheets', async () => {
    const text = lines(facts)
    const raised = text.replace(/"total":(\d+)/, (_, total) => `"total":${Number(total) + 1}`)
    expect(raised).not.to.equal(text)
    expect(await found('raised.jsonl', raised)).to.equal('1, facts valid, ranking invalid')
    const mark = text.replace(/("sheets":\{"[0-9a-f]+":\{"[0-9a-f]+":\{"plan":\{"score":)2000/, (_, to) => `${to}1950`)
    expect(mark).not.to.equal(text)
    expect(await found('mark.jsonl', mark)).to.equal('1, facts valid, ranking invalid')
  })

  it('finds a report that recommends others than the ranking does', async () => {
    const result = resultOf(marked().state)
    const finished = (told: Result): string => {
      const panel = marked()
      panel.take([EvaluationFinished({ tender: 't1', panel: panel.state.members, result: told })])
      return lines(panel.facts)
    }
    expect(await found('finished.jsonl', finished(result))).to.equal('0, facts valid, ranking valid, report valid')
    const turned = { ...result, candidates: [...result.candidates].reverse() }
    expect(await found('turned.jsonl', finished(turned))).to.equal('1, facts valid, ranking valid, report invalid')
  })

  it('does not decide where facts are missing, or before there is a ranking', async () => {
    const some = lines(facts.filter((_, i) => i !== 3))
    expect(await found('some.jsonl', some)).to.equal('4, facts indeterminate')
    expect(await found('none.jsonl', '')).to.equal('4, facts indeterminate')
    const early = facts.slice(
      0,
      facts.findIndex(({ type }) => type === 'evaluation.scoresRevealed'),
    )
    expect(await found('early.jsonl', lines(early))).to.equal('4, facts valid, ranking indeterminate')
  })

  it('refuses what is no file of facts', async () => {
    writeFileSync(join(folder, 'other.json'), '{"a":1}')
    expect((await call('other.json')).code).to.equal(3)
    writeFileSync(join(folder, 'broken.zip'), 'PK broken')
    expect((await call('broken.zip')).code).to.equal(3)
    expect((await call('absent.jsonl')).code).to.equal(3)
    expect((await call('.')).code).to.equal(3)
  })
})
