import { expect } from 'chai'
import { readConfig } from '../../server/config.ts'

const KEYS = { TRUST_FOLDER: '/trust', PLATFORM_KEY_FILE: '/key', STAMP_KEY_FILE: '/stamp' }
const production = { ...KEYS, NODE_ENV: 'production', DATABASE_URL: 'mysql://u:p@h/n' }
const SECRET = 'x'.repeat(32)

describe('The settings of what leaves the platform', () => {
  it('without any, a demonstration has a spool and production has nothing', () => {
    expect(readConfig({ DATA_FOLDER: '/data' }).outside).to.deep.include({
      spool: '/data/spool',
      hours: ['09:00', '15:00'],
    })
    expect(readConfig(production).outside).to.deep.include({ spool: undefined, mail: undefined, gateway: undefined })
  })

  for (const [what, environment] of Object.entries({
    'a mail server by HTTP': { MAIL_URL: 'https://mail.example' },
    'a gateway without a secret': { GATEWAY_URL: 'https://gateway.example' },
    'a secret of 31 characters': { GATEWAY_URL: 'https://gateway.example', GATEWAY_SECRET: SECRET.slice(1) },
    'a gateway in clear, in production': {
      ...production,
      GATEWAY_URL: 'http://gateway.example',
      GATEWAY_SECRET: SECRET,
    },
    'mails from nobody, in production': { ...production, MAIL_URL: 'smtps://mail.example' },
    'no hour': { REMINDER_HOURS: ' ' },
    'an hour that there is not': { REMINDER_HOURS: '09:00 24:00' },
  }))
    it(`${what} is refused at the start, with the reason`, () =>
      expect(() => readConfig(environment)).to.throw(/MAIL_URL|GATEWAY_URL|REMINDER_HOURS/))

  it('a whole set is taken', () => {
    const { outside } = readConfig({
      ...{ ...production, MAIL_URL: 'smtp://u:p@mail.example:587', MAIL_FROM: '平台 <no-reply@trade.gov.example.cn>' },
      ...{ GATEWAY_URL: 'https://gateway.example', GATEWAY_SECRET: SECRET, REMINDER_HOURS: '08:30,12:00, 17:00' },
    })
    expect(outside.hours).to.deep.equal(['08:30', '12:00', '17:00'])
    expect(outside.mail?.url).to.equal('smtp://u:p@mail.example:587')
  })
})
