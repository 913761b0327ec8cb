import { expect } from 'chai'
import { PDFDocument } from 'pdf-lib'
import { canonicalBytes } from '../../crypto/canonical.ts'
import { bidsOf, relationsIn } from '../../server/bids/store.ts'
import { buildClient } from '../../server/cli/demo/build.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { hosted } from '../../server/cli/demo/steps/opening.ts'
import { park, party } from '../../server/cli/demo/tender.ts'
import { makeVolume, volumeBytes } from '../../server/cli/demo/volumes.ts'
import { compareBids } from '../../server/opening/likenessCommands.ts'
import type { LikenessFact, LikenessFinding } from '../../server/opening/likenessEvents.ts'
import { aFile } from '../crypto/sealing.ts'
import { bring } from '../opening/package.ts'
import { codeOf, playing } from '../opening/playing.ts'
import { type TestWorld, world } from '../world/world.ts'
import { chromiumHere, picture, watchedBrowser } from './chromium.ts'
import { enter } from './pages/door.ts'
import { type Machined, register, sealedMachine } from './pages/machine.ts'

interface Offer {
  price: string
  leader: string
  author: string
  /** whose technical volume is handed in */
  technical?: string
  relations?: { head: string; holders: object[]; managers: object[] }
  /** what is sealed of the machine; nothing: no such file */
  machine?: Machined
}
const nobody = { holders: [], managers: [] }
/** The second copies the first’s technical volume and has its author and its head; the third is held by the first. */
const OFFERS: Record<string, Offer> = {
  'bidder-1': {
    price: '1800000000',
    leader: '甲',
    author: '投标员张三',
    relations: { head: '王强', holders: [{ name: '赵大山' }], managers: [] },
    machine: { n: 1, from: '203.0.113.9' },
  },
  'bidder-2': {
    ...{ price: '1811111111', leader: '乙', author: '投标员张三', technical: 'bidder-1' },
    relations: { head: '王强', ...nobody },
    machine: { n: 1, from: '203.0.113.9' },
  },
  'bidder-3': {
    ...{ price: '1850000001', leader: '丙', author: '李四' },
    relations: {
      head: '李三',
      holders: [{ name: party('bidder-1').name, code: party('bidder-1').code }],
      managers: [],
    },
    machine: { n: 3, from: '203.0.113.9', lent: 'bidder-4' },
  },
  'bidder-4': { price: '1900000003', leader: '丁', author: '赵六' },
}

describe('bids that are alike, found after the opening, over HTTP', function () {
  this.timeout(300_000)
  this.bail(true)
  let running: TestWorld
  let found: LikenessFact['data']
  const { hall, name, open, tagOf } = playing(() => running)
  const of = () => running.world
  const volume = async (kind: 'business' | 'technical' | 'price', person: string, offer: Offer, at: number) => {
    const about = {
      bidder: party(person),
      tender: { name: park.name, code: park.code },
      facts: { 项目负责人: offer.leader },
    }
    const doc = await PDFDocument.load(await volumeBytes(await makeVolume({ ...about, kind, at })), {
      updateMetadata: false,
    })
    doc.setAuthor(offer.author)
    return { ...aFile(`${kind}.pdf`, await doc.save()), type: 'application/pdf' }
  }
  const handIn = async (person: string, n: number): Promise<void> => {
    const offer = OFFERS[person]!
    const { price, leader, relations } = offer
    const form = {
      price,
      durationDays: 100,
      quality: '合格',
      leader,
      leaderCertificate: '示例',
      ...(relations ? { relations } : {}),
    }
    const at = park.deadline - 86_400_000 - n * 61_000
    const parts = [
      {
        id: 'business',
        files: [
          await volume('business', person, offer, at),
          ...(offer.machine ? [await sealedMachine(of(), person, offer.machine)] : []),
        ],
      },
      { id: 'technical', files: [await volume('technical', offer.technical ?? person, offer, at)] },
      {
        id: 'price',
        files: [
          { ...aFile('form.json', canonicalBytes(form)), type: 'application/json' },
          await volume('price', person, offer, at),
        ],
      },
    ]
    await (await bring(of(), person, {}, parts))()
  }
  const facts = (as: string) =>
    of().as(as).get<{ facts: { type: string; data: LikenessFact['data'] }[] }>(`/tenders/${of().tender}/facts`)
  const of_ = (kind: LikenessFinding['kind']) => found.findings.filter((one) => one.kind === kind)
  const tags = async (...people: string[]) => (await Promise.all(people.map(tagOf))).sort()

  const chromium = chromiumHere()
  before(async () => {
    if (chromium) await buildClient(() => undefined)
    running = await world({ environment: { PROXIES: 'loopback' } })
    await register(of(), 'bidder-1', '赵不同')
    await publishNotice(of())
    await deposits(of())
    await of().moveTo(park.deadline - 86_400_000)
    for (const [n, person] of Object.keys(OFFERS).entries()) await handIn(person, n)
    await of().moveTo(park.deadline + 2000)
    await name()
    for (const person of Object.keys(OFFERS)) await open(person)
    await of().until('all is read out', async () => (await hall()).stage === 'read', 60)
  })
  after(async () => {
    expect(running.errors()).to.deep.equal([])
    await running.stop()
  })

  it('nothing is compared before the opening is over', async () => {
    expect((await facts('supervisor')).facts.filter(({ type }) => type === 'opening.likenessReported')).to.deep.equal(
      [],
    )
    await hosted(of(), '/record', 'opening.makeRecord', {})
    await hosted(of(), '/finish', 'opening.finish', { record: (await hall()).record?.sha256 ?? '' })
    found = await of().until(
      'the report is there',
      async () => (await facts('supervisor')).facts.find(({ type }) => type === 'opening.likenessReported')?.data,
      60,
    )
    expect(found).to.include({ bids: 4, files: 12, threshold: 8000, more: 0 })
    expect(found.unread).to.deep.equal([])
  })

  it('a natural person among the holders is masked to everybody, whole to those who judge, and what was sealed still verifies', async () => {
    const mine = await tagOf('bidder-1')
    const shown = JSON.stringify([await facts('bidder-2'), await facts('tenderer'), await hall()])
    expect(shown).to.include('赵**').and.not.include('赵大山')
    const bid = (await bidsOf(running, of().tender)).find(({ tag }) => tag === mine)!
    expect(JSON.stringify(bid)).to.not.include('赵大山')
    expect(relationsIn(running.platform, bid)?.holders).to.deep.equal([{ name: '赵大山' }])
  })

  it('one author, one text, and another’s name in the copy: with file and article', async () => {
    const pair = await tags('bidder-1', 'bidder-2')
    expect(of_('sameAuthor')).to.have.length(1)
    expect(of_('sameAuthor')[0]).to.deep.include({ value: '投标员张三', bids: pair })
    expect(of_('sameAuthor')[0]?.article).to.equal('《招标投标法实施条例》第四十条')
    expect(of_('alikeText').map(({ bids }) => bids)).to.deep.equal([pair])
    expect(Number(of_('alikeText')[0]?.value)).to.be.at.least(9900)
    expect(of_('mixedUp').map(({ value, where }) => [value, where[0]?.file])).to.deep.equal([
      [party('bidder-1').name, 'technical.pdf'],
    ])
    for (const kind of ['sameMoment', 'sameDocument', 'samePeople', 'patternedPrices'] as const)
      expect(of_(kind), kind).to.deep.equal([])
  })

  it('one head, and one bidder that holds another: all their bids are invalid if those who judge find so', async () => {
    expect(of_('sameHead')[0]).to.deep.include({ value: '王强', bids: await tags('bidder-1', 'bidder-2') })
    expect(of_('control')[0]?.bids).to.deep.equal(await tags('bidder-1', 'bidder-3'))
    expect(of_('control')[0]?.article).to.equal('《招标投标法实施条例》第三十四条')
    expect(found.undeclared).to.deep.equal(await tags('bidder-4'))
  })

  it('one machine, and one address for which the platform vouched: the one is a sign, the other alone is not', async () => {
    const pair = await tags('bidder-1', 'bidder-2')
    for (const [kind, value] of [
      ['sameMac', '02:00:00:00:00:01'],
      ['sameDisk', 'D1'],
    ] as const) {
      expect(of_(kind)[0]).to.deep.include({ value, bids: pair, article: '《招标投标法实施条例》第四十条' })
      expect(of_(kind)[0]?.where.map(({ file }) => file)).to.deep.equal(['machine.json', 'machine.json'])
    }
    expect(of_('sameAddress')[0]).to.deep.include({ value: '203.0.113.9', bids: pair, article: null })
    const brought = Object.fromEntries((found.brought ?? []).map((one) => [one.bid, one]))
    const [one, three, four] = await Promise.all(['bidder-1', 'bidder-3', 'bidder-4'].map(tagOf))
    expect(brought[one ?? '']).to.include({ machine: 'agent', why: null, address: 'stated', registered: true })
    expect(brought[three ?? ''], 'a statement that answers another bidder’s question').to.include({ address: 'late' })
    expect(brought[four ?? '']).to.include({ machine: 'none', why: 'failed', address: 'none', registered: false })
  })

  it('a declared head that is not the registered one is a finding of its own', async () => {
    expect(of_('headDiffers')).to.have.length(1)
    expect(of_('headDiffers')[0]).to.deep.include({ value: '王强 ≠ 赵不同', bids: await tags('bidder-1') })
    expect(of_('undeclared').map(({ bids }) => bids)).to.deep.equal([await tags('bidder-4')])
  })

  it('says what could not be compared, rejects nobody, and comes once', async () => {
    expect(found.unavailable).to.deep.equal(['processor', 'lock'])
    const { bids } = await hall()
    expect(Object.values(bids).map(({ status }) => status)).to.deep.equal(['read', 'read', 'read', 'read'])
    const before = await running.facts()
    await compareBids(running.context(), of().tender)
    expect(await running.facts()).to.equal(before)
  })

  it('the supervisor reads it on its screen: what, whom, the article, what follows, and where it comes from', async function () {
    if (!chromium) return this.skip()
    const browser = await watchedBrowser(chromium)
    try {
      const window = await enter(browser, of(), 'supervisor', `/s/${of().tender}`)
      const box = window.page.locator('.banner', { hasText: '雷同与关联关系检查' })
      await box.waitFor()
      await box.getByText('各份投标文件提供了哪些可比对的信息').click()
      const shown = await box.innerText()
      for (const words of [
        ...['网卡地址（MAC）相同 02:00:00:00:00:01', '单位负责人为同一人', '王强 ≠ 赵不同', '网络地址相同 203.0.113.9'],
        ...[
          '单独不能说明问题',
          '违反《招标投标法实施条例》第三十四条，相关投标均无效',
          '来源：密封的本机信息（machine.json）',
        ],
        ...['不自动否决', party('bidder-1').name, '证明已过期或不属于本份', '未在平台登记主体信息'],
      ])
        expect(shown).to.include(words)
      await picture(window, 'likeness')
      expect(browser.errors).to.deep.equal([])
    } finally {
      await browser.close()
    }
  })

  it('is told to the supervisor alone while bids are judged', async () => {
    for (const person of ['tenderer', 'agent', 'centre', 'bidder-1'])
      expect(
        (await facts(person)).facts.map(({ type }) => type),
        person,
      ).to.not.include('opening.likenessReported')
    expect(await codeOf(() => of().as('tenderer').get(`/tenders/${of().tender}/evaluation/signals`))).to.not.equal(
      'done',
    )
  })
})
