import { expect } from 'chai'
import { unbase64, unhex } from '../../crypto/bytes.ts'
import { parseCertificate } from '../../crypto/certificate.ts'
import { checkPdf } from '../../crypto/pdf/signatures.ts'
import { verifyRaw } from '../../crypto/signature.ts'
import type { PlatformCheck, Transcript } from '../../crypto/transcript.ts'
import { checkDraw } from '../../crypto/transcript.ts'
import { Refused } from '../../server/cli/demo/client.ts'
import { experts, type Person } from '../../server/cli/demo/people.ts'
import { drawPanel, seatPanel } from '../../server/cli/demo/steps/panel.ts'
import { signWaiting } from '../../server/cli/demo/steps/signing.ts'
import { spotCheck } from '../../server/cli/demo/steps/spotCheck.ts'
import { printOf } from '../../server/documents/prints.ts'
import { drawStream, expertStream, panelOf, panelStream } from '../../server/experts/store.ts'
import { events, rows } from '../../server/ledger/store.ts'
import { signedPapersOf } from '../../server/papers/store.ts'
import { openStage, type Stage } from './stage.ts'

const codeOf = (deed: Promise<unknown>): Promise<string> =>
  deed.then(
    () => 'NOT REFUSED',
    (problem) => (problem instanceof Refused ? problem.code : String(problem)),
  )

interface Proof {
  transcript: Transcript
  platform: string
  members: { name: string }[] | null
}

/** Checks a transcript with nothing but what the platform gave out. */
async function check({ transcript, platform }: Proof): Promise<string[]> {
  const certificate = parseCertificate(unbase64(platform))
  const signed: PlatformCheck = async (statement, signature) => {
    await verifyRaw(certificate, statement, unhex(signature))
    return true
  }
  const { checked, undecided } = await checkDraw(transcript, signed)
  expect(undecided).to.deep.equal([])
  return checked
}

describe('a panel over HTTP, from the pool to the seats', function () {
  this.timeout(120_000)
  let stage: Stage
  before(async () => {
    stage = await openStage()
  })
  after(() => stage.stop())

  it('is drawn, declined once, and complete without the host seeing a name', async () => {
    await drawPanel(stage.world)
    const view = await stage.world.as('tenderer').get<{ seats: { accepted: number } }>('/tenders/park/panel')
    expect(view.seats.accepted).to.equal(5)
    expect(namesIn(JSON.stringify(view))).to.deep.equal([])
    expect(await codeOf(stage.world.as('tenderer').get('/tenders/park/panel/transcript'))).to.equal('FORBIDDEN')
  })

  it('refuses a second draw while that one stands', async () => {
    const now = await stage.world.now()
    const body = {
      meeting: { at: now + 3_600_000, place: '主场', checkInFrom: now },
      ...{ commitUntil: now + 1000, revealUntil: now + 2000, answerMinutes: 5, travelMinutes: 5 },
    }
    expect(await codeOf(stage.world.as('tenderer').post('/tenders/park/panel', body))).to.equal('PANEL_STANDS')
  })

  it('tells the bidders to no expert who was not drawn', async () => {
    const outsider = stage.world.as('expert-001')
    expect(await codeOf(outsider.get('/tenders/park/panel/bidders'))).to.equal('MEMBER_UNKNOWN')
    expect(await codeOf(outsider.post('/tenders/park/panel/answer', { accept: true }))).to.equal('MEMBER_UNKNOWN')
  })

  it('is seated after one member stood aside, and playing it again changes nothing', async () => {
    await seatPanel(stage.world)
    const panel = await panelOf({ platform: stage.platform }, 'park')
    expect(panel.seated).to.equal(true)
    expect(panel.members.map((one) => one.status)).to.deep.equal(Array(5).fill('declared'))
    expect(panel.members.map((one) => one.stratum).sort()).to.deep.equal(['dl', 'km', 'km', 'km', 'qj'])
    const before = await events(stage.platform.database).count()
    await seatPanel(stage.world)
    expect(await events(stage.platform.database).count()).to.equal(before)
  })

  it('gives the supervisor a transcript that anybody could check, without a name in it', async () => {
    const proof = await stage.world.as('supervisor').get<Proof>('/tenders/park/panel/transcript')
    expect(await check(proof)).to.include('platform')
    const codes = Object.values(proof.transcript.calls).flatMap((calls) =>
      calls.flatMap((one) => ('code' in one ? [one.code] : [])),
    )
    expect(codes.sort()).to.deep.equal(['avoidance', 'declined'])
    expect(proof.transcript.opened).to.equal(undefined)
    expect(namesIn(JSON.stringify(proof))).to.deep.equal([])
  })

  it('has written no name, employer or certificate of an expert to any fact or row', async () => {
    const db = stage.platform.database
    const tables = [
      events(db),
      ...[drawStream, expertStream, panelStream].map((stream) => rows(db, stream.kind as never)),
    ]
    const text = JSON.stringify(await Promise.all(tables.map((table) => table.findAll({ raw: true }))))
    expect(text).to.include('panel.seated')
    expect(namesIn(text)).to.deep.equal([])
    for (const { id } of experts.slice(0, 60)) expect(text).not.to.include(await stage.world.as(id).fingerprint())
  })

  it('opens the drawn ones by their salts when the result is out, and the record follows', async () => {
    await stage.move('publicised', 'awarded')
    const proof = await stage.world.as('bidder-1').get<Proof>('/tenders/park/panel/transcript')
    expect(await check(proof)).to.include('opened')
    expect(proof.transcript.opened).to.have.length(5)
    const record = () =>
      stage.world
        .as('centre')
        .bytes('/tenders/park/panel/record.pdf')
        .catch(() => undefined)
    const pdf = await stage.world.until('the record of the draw', record)
    expect(Buffer.from(pdf.subarray(0, 5)).toString()).to.equal('%PDF-')
    for (const office of ['agent', 'supervisor'])
      await stage.world.until(
        `${office} to sign it`,
        async () => (await signWaiting(stage.world.as(office), 'park')) > 0,
      )
    const signed = await checkPdf((await record()) ?? pdf)
    expect(signed.map(({ field }) => field)).to.deep.equal(['platform', 'operator', 'supervisor'])
  })

  it('each member signed its sheet of arrival, promise and declaration, whoever stood aside too', async () => {
    const papers = (await signedPapersOf(stage, 'park'))?.papers.filter(({ kind }) => kind === 'declaration') ?? []
    expect(papers.length).to.be.greaterThan(5)
    for (const { signed, issued } of papers) {
      expect(signed.map(({ field }) => field)).to.deep.equal(['member'])
      const pdf = await stage.world.as('supervisor').bytes(`/tenders/park/signings/${issued.sha256}`)
      const told = (await printOf(pdf))?.text.replace(/\s/g, '') ?? ''
      for (const part of ['签到时间', '独立评审', '回避声明']) expect(told).to.contain(part)
    }
  })

  it('is followed by a spot check that is drawn, carried out and published', async () => {
    await stage.move('contracted', 'archived')
    await spotCheck(stage.world)
    const response = await fetch(`${stage.world.origins.public}/api/v1/checks/check-park`)
    const published = (await response.json()) as { transcript: Transcript; team: { id: string }[]; stage: string }
    expect(published.stage).to.equal('published')
    expect(published.team).to.have.length(2)
    expect(published.team.map((one) => one.id)).not.to.include('inspector-1')
    expect((await checkDraw(published.transcript)).checked).to.include.members([
      'order',
      'calls object',
      'calls inspector',
      'opened',
    ])
    const pdf = await fetch(`${stage.world.origins.public}/api/v1/checks/check-park/record.pdf`)
    expect(pdf.headers.get('content-type')).to.include('application/pdf')
  })
})

const namesIn = (text: string): string[] =>
  experts
    .slice(0, 60)
    .flatMap((one: Person) =>
      [one.name, one.expert?.employer.name ?? '', one.expert?.employer.code ?? ''].filter(
        (word) => word !== TENDERER.name && word !== TENDERER.code && text.includes(word),
      ),
    )

/** The tenderer itself is named everywhere, and the first expert works for it. */
const TENDERER = { name: experts[0]?.expert?.employer.name, code: experts[0]?.expert?.employer.code }
