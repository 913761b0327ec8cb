import { Criteria } from '../../server/tenders/criteria.ts'

/** A purchase's criteria: points, with the purchaser's and the panel's clauses. */
export const purchase = (more: Partial<Criteria> = {}): Criteria =>
  Criteria.parse({
    clauses: [
      { id: 'licence', zh: '具有独立承担民事责任的能力', ground: '不具备招标文件中规定的资格要求', by: 'purchaser' },
      { id: 'response', zh: '实质性要求得到响应', ground: '法律、法规和招标文件规定的其他无效情形' },
    ],
    factors: [
      {
        ...{ id: 'service', zh: '售后服务', guidance: '横向比较', full: 7000, step: 50 },
        ...{ objective: false, volume: 'technical' },
      },
    ],
    price: { formula: 'lowest-price', full: 3000 },
    tie: 'lower-price',
    ...more,
  })
