import { refusals } from '../law/refusal.ts'

/** Why what a bank says of an order cannot be. */
export const wrongOrder = refusals({
  ORDER_PAID: { status: 409, zh: '该退款指令已执行，不得重复退款', en: 'this order was carried out already' },
  ORDER_UNKNOWN: { status: 404, zh: '没有该退款指令', en: 'there is no such order' },
  ORDER_NOT_APPROVED: {
    status: 409,
    zh: '该退款指令尚未经两人审批，银行不应办理',
    en: 'this order was not approved by two people: the bank cannot have it',
  },
  ORDER_REFUSED: {
    status: 409,
    zh: '银行此前已退回该退款指令，请核对后使用新指令编号',
    en: 'the bank refused this very order before; it goes on under another number',
  },
})
