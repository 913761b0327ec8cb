import type { SessionRole } from '../app/session.tsx'
import { say } from '../app/words.ts'
import type { Matter, Message, Place } from './message.ts'

type To = (tender: string) => string

const ofBidder: Record<Place, To> = {
  tender: (id) => `/b/${id}`,
  application: (id) => `/b/${id}/apply`,
  docs: (id) => `/b/${id}/docs`,
  deposit: (id) => `/b/${id}/deposit`,
  hall: (id) => `/o/${id}`,
  result: (id) => `/b/${id}/result`,
  disputes: (id) => `/b/${id}/complaints`,
  signings: (id) => `/b/${id}/result`,
  review: (id) => `/t/${id}`,
  account: () => '/account/certs',
  orders: () => '/bank',
  outages: () => '/outages',
}
const ofHost: Record<Place, To> = {
  tender: (id) => `/t/${id}`,
  application: (id) => `/t/${id}`,
  docs: (id) => `/t/${id}/questions`,
  deposit: (id) => `/t/${id}/deposits`,
  hall: (id) => `/o/${id}/host`,
  result: (id) => `/t/${id}`,
  disputes: (id) => `/t/${id}/complaints`,
  signings: (id) => `/t/${id}#signings`,
  review: (id) => `/t/${id}`,
  account: () => '/account/certs',
  orders: () => '/bank',
  outages: () => '/outages',
}
const ofCentre: Record<Place, To> = { ...ofHost, docs: (id) => `/t/${id}`, hall: (id) => `/o/${id}` }
const ofSupervisor: Record<Place, To> = {
  ...{
    tender: (id) => `/s/${id}`,
    application: (id) => `/t/${id}`,
    docs: (id) => `/t/${id}/questions`,
    deposit: (id) => `/s/${id}`,
  },
  ...{ hall: (id) => `/o/${id}`, result: (id) => `/s/${id}`, disputes: (id) => `/s/${id}/complaints` },
  signings: (id) => `/t/${id}#signings`,
  review: (id) => `/t/${id}`,
  account: () => '/account/certs',
  orders: () => '/bank',
  outages: () => '/outages',
}
const ofExpert: Record<Place, To> = { ...ofBidder, tender: (id) => `/e/${id}`, signings: (id) => `/e/${id}` }
const roles: Partial<Record<SessionRole, Record<Place, To>>> = {
  ...{ bidder: ofBidder, tenderer: ofHost, agent: ofHost, centre: ofCentre, supervisor: ofSupervisor },
  ...{ expert: ofExpert, notary: ofCentre, bank: ofCentre },
}

/** Where a message leads its reader. */
export const placeOf = (role: SessionRole, { place, tender }: Pick<Message, 'place' | 'tender'>): string =>
  roles[role]?.[place](tender?.id ?? '') ?? '/'

/** What a message is about, in a word. */
export const matterWord = (matter: Matter): string =>
  ({
    document: say('文件', 'Document'),
    deposit: say('保证金', 'Deposit'),
    opening: say('开标', 'Opening'),
    result: say('结果', 'Result'),
    dispute: say('异议投诉', 'Disputes'),
    progress: say('进程', 'Progress'),
    signature: say('待签署', 'Signatures'),
    certificate: say('证书', 'Certificates'),
    outage: say('平台故障', 'Outages'),
  })[matter]
