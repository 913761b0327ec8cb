import { type Registration, Registration as Shape } from '../../server/projects/contract.ts'

/** A registration of works that nothing stands against. */
export const aRegistration = (changes: Partial<Registration> = {}): Registration =>
  Shape.parse({
    ...{ type: 'works-water', name: '邕江防洪堤加固工程', region: '450100', centre: '4501', place: '南宁市江南区' },
    ...{ code: null, owner: { code: '91450100MA5K000001', name: '南宁市水利建设有限公司' } },
    ownerAddress: '南宁市江南区水利路1号',
    agent: { code: '91450100MA5K000002', name: '广西某招标代理有限公司' },
    mandate: { contract: 'WT-1', signedOn: '2026-02-01', scope: '全过程招标代理' },
    selfFiling: null,
    supervisor: { code: '11450100MB00000001', name: '南宁市水利局' },
    contact: '南宁市水利建设有限公司 0771-0000000',
    approval: {
      ...{ kind: 'approved', number: '南发改投资〔2026〕8号', authority: '南宁市发展和改革委员会', day: '2026-01-10' },
      ...{ mode: 'open', organisation: 'agent' },
    },
    licence: null,
    ...{ mandatory: true, stateFunded: true, funds: '财政资金', fundsSettled: true, investment: '5000000000' },
    sections: [
      { name: '施工一标段', content: '堤防加固', kind: 'works', estimate: '400000000', durationDays: 360 },
      { name: '监理标段', content: '施工监理', kind: 'services', estimate: '99999999', durationDays: 400 },
    ],
    ...{ differs: null, division: null },
    ...changes,
  })
