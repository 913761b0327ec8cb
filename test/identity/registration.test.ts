import { expect } from 'chai'
import { QueryTypes } from 'sequelize'
import { Client } from '../../server/cli/demo/client.ts'
import { evolve, type Organisation, type OrganisationFact, rolesIn } from '../../server/identity/organisation.ts'
import { type Declared, type Profile, register } from '../../server/identity/registration.ts'
import { refused } from '../tenders/world.ts'
import { codeOf } from '../world/codes.ts'
import { Needles } from '../world/search.ts'
import { type TestWorld, world } from '../world/world.ts'

const profile: Profile = {
  ...{ kind: 'enterprise', head: '沈国栋', region: '450103', address: '南宁市青秀区示范路1号' },
  ...{ contact: '韦小兰', telephone: '0771-5550123', email: 'office@example.org', staff: 12 },
}
const of = (change: Partial<Profile>, roles: Declared[]) => ({
  ...{ organisation: 'tag', sealed: 'sealed', profile: { ...profile, ...change }, roles },
})

describe('What an organisation registers', () => {
  const then = (before: Organisation | undefined, roles: Declared[]): Organisation =>
    register(before, of({}, roles), 5).reduce<Organisation | undefined>(
      (was, one) =>
        evolve(was, {
          ...one,
          id: 'f',
          stream: '',
          version: 1,
          at: 5,
          actor: { role: '' },
          via: '',
        } as OrganisationFact),
      before,
    ) as Organisation
  const granted = (...roles: Organisation['roles']): Organisation => ({ id: 'tag', sealed: 'name', roles })

  it('it may bid without any registration', () => expect(rolesIn(undefined)).to.deep.equal(['bidder']))

  it('it calls for tenders, or acts as an agent, by declaring it; nobody approves that', () => {
    expect(rolesIn(then(undefined, ['tenderer']))).to.deep.equal(['tenderer', 'bidder'])
    expect(rolesIn(then(undefined, ['agent', 'tenderer']))).to.deep.equal(['tenderer', 'agent', 'bidder'])
    expect(rolesIn(then(then(undefined, ['agent']), [])), 'and may take it back').to.deep.equal(['bidder'])
  })

  it('what it was granted stays, whatever it registers, and the other way round', () => {
    const before = then(granted('tenderer'), ['agent'])
    expect(rolesIn(before)).to.deep.equal(['tenderer', 'agent', 'bidder'])
    const again = { organisation: 'tag', sealed: 'name', roles: ['agent'] }
    expect(
      evolve(before, { type: 'organisation.founded', data: again } as unknown as OrganisationFact).registered?.roles,
    ).to.deep.equal(['agent'])
  })

  for (const role of ['centre', 'supervisor', 'bank', 'notary'] as const)
    it(`a ${role} registers no other role: who runs the platform cannot use it`, () => {
      expect(refused(() => register(granted(role), of({}, ['tenderer']), 5)).code).to.equal('RUNS_THE_PLATFORM')
      expect(rolesIn(then(granted(role), []))).to.deep.equal([role])
    })

  for (const [what, change, roles, code] of [
    ['a tenderer without a contact', { contact: '' }, ['tenderer'], 'REGISTRATION_WITHOUT_CONTACT'],
    ['an agent without a telephone', { telephone: '' }, ['agent'], 'REGISTRATION_WITHOUT_CONTACT'],
    ['an agent without a place of business', { address: '' }, ['agent'], 'AGENT_WITHOUT_PLACE'],
    ['an agent without staff', { staff: 0 }, ['agent'], 'AGENT_WITHOUT_PLACE'],
    ['a tenderer without staff', { staff: 0 }, ['tenderer'], 'done'],
    ['a bidder that says nothing', { contact: '', telephone: '', address: '', staff: 0 }, [], 'done'],
  ] as [string, Partial<Profile>, Declared[], string][])
    it(`${what}: ${code}`, () => expect(refused(() => register(undefined, of(change, roles), 5)).code).to.equal(code))
})

describe('Registering an organisation by its certificate, over HTTP', function () {
  this.timeout(120_000)
  let running: TestWorld
  before(async () => {
    running = await world()
  })
  after(async () => {
    expect(running.errors()).to.deep.equal([])
    await running.stop()
  })
  const ME = 'bidder-6'
  const me = () => running.world.as(ME)
  async function send(client: Client, roles: Declared[], more: { code?: string; change?: object } = {}) {
    const code = more.code ?? client.person.organisation?.code ?? ''
    const said = { ...profile, ...more.change }
    const cms = await client.sign('organisation.register', { code, profile: said, roles })
    return client.post<{ roles: string[] }>('/organisation', { profile: said, roles, cms })
  }
  const asTenderer = () =>
    new Client({ ...me().person, role: 'tenderer' }, [running.running.origins.trading], () => me().keys())

  it('lets it sign in as a tenderer afterwards, and not before', async () => {
    expect(await codeOf(asTenderer().signIn())).to.equal('ROLE_NOT_GRANTED')
    expect(await me().get('/organisation')).to.deep.include({ roles: ['bidder'], profile: null, registeredAt: null })
    expect((await send(me(), ['tenderer'])).roles).to.deep.equal(['tenderer', 'bidder'])
    expect(await codeOf(asTenderer().signIn())).to.equal('done')
    const own = await me().get('/organisation')
    expect(own).to.deep.include({ profile, declared: ['tenderer'], code: me().person.organisation?.code })
  })

  it('is shown to itself alone, and stands at rest without a name', async () => {
    expect(await running.world.as('bidder-2').get('/organisation')).to.deep.include({ profile: null })
    const needles = new Needles()
    needles.text('contact', profile.contact)
    needles.text('telephone', profile.telephone)
    needles.text('name', me().person.organisation?.name ?? '')
    for (const table of ['organisations', 'events']) {
      const found = await running.platform.database.query(`SELECT * FROM ${table}`, { type: QueryTypes.SELECT })
      expect(needles.in(Buffer.from(JSON.stringify(found))), table).to.deep.equal([])
    }
  })

  it('is refused for another organisation, for a person without one, and with what is no telephone', async () => {
    const { code } = running.world.as('bidder-2').person.organisation ?? {}
    expect(await codeOf(send(me(), [], { ...(code ? { code } : {}) }))).to.equal('SIGNATURE_REFUSED')
    expect(await codeOf(send(running.world.as('expert-002'), []))).to.equal('FORBIDDEN')
    expect(await codeOf(send(me(), [], { change: { telephone: 'call me' } }))).to.equal('INPUT_INVALID')
    expect(await codeOf(send(running.world.as('centre'), ['tenderer']))).to.equal('RUNS_THE_PLATFORM')
  })
})
