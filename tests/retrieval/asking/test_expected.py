"""What a question asks for, and which sentences have it."""

import pytest

from retrieval.asking.credits import tells
from retrieval.asking.expected import expectation
from retrieval.asking.kinds import Kind, kind_words
from retrieval.text import fold
from retrieval.types import Span


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("夜校什么时候開課", "夜校9月3日开课。"),
        ("哪天办的", "比赛在昨日举行。"),
        ("来了多少人", "120名快递员参加了体检。"),
        ("一共几个项目", "设六个项目。"),
        ("几位专家来了", "来了12名专家。"),
        ("培训班上几天", "培训班为期三天。"),
        ("发了多少钱", "发放慰问金27万元。"),
        ("追回多少", "追讨各种款项610万元。"),
        ("咨询电话是多少", "报名请拨打010-63523314。"),
        ("维权打哪个热线", "职工可拨打12351热线。"),
        ("维权打哪个热线", "12351服务热线接案20件。"),
        ("夜校要钱吗", "夜校不收费。"),
        ("夜校是不是免费", "夜校免费。"),
        ("评估打了多少分", "评估得分为98分。"),
        ("决赛几比几", "平湖队以3:1获胜。"),
        ("支部有多少党员", "支部有党员17名。"),
        ("周大江今年多大了", "周大江1975年出生。"),
        ("送了多少斤桃", "送去鲜桃2吨。"),
        ("跑道有多少公里", "跑道长500米。"),
        ("受理了多少起劳动争议", "受理劳动争议70件。"),
        ("老树有几棵", "落实好5棵5000年以上古树的保护。"),
        ("一共多少条船", "739 艘渔船出海。"),
        ("许他一年多少钱", "支付年薪100万。"),
        ("啥时候发货", "新品将于第四季度发货。"),
        ("用了几年", "用了 15 年。"),
        ("第几小组来的", "第二互评小组来了。"),
        ("哪天开始召回", "自 2023 年 8 月 28 日起召回。"),
        ("赔偿金额是多少钱", "损失约合1.32万亿美元。"),
        ("选民册几时出", "选民册将于9月25日发表。"),
        ("大会召开时间", "大会于9月3日召开。"),
        ("培训班上多长时间", "培训班为期两个月。"),
        ("在北京待了哪几天", "9月3日至5日来京。"),
        ("提了几个提案", "职工代表提交提案56件。"),
        ("总共发了多少钱", "发放慰问金500多万。"),
        ("哪天开的庭", "新华社记者说，法院9月3日电话通知当事人。"),
    ],
)
def test_a_sentence_that_has_what_is_asked_for_meets_the_question(
    question: str, sentence: str
) -> None:
    assert expectation(question).spans(sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("夜校什么时候开课", "夜校开设剪纸和摄影课程。"),
        ("几家企业参加", "120名职工参加。"),
        ("发了多少钱", "发放饮料200箱。"),
        ("讲师团有多少人", "2022年向各区律所发出邀请。"),
        ("大赛一共多少个项目", "第三届比赛落下帷幕。"),
        ("谁得了一等奖", "9月3日有120人参加。"),
        ("咨询电话是多少", "2023年有12000人打来电话。"),
        ("周大江今年多大了", "周大江今年走访了30家企业。"),
        ("送了多少斤桃", "走进20余家企业送桃。"),
        ("第几小组来的", "小组评估了“六有”建设，共6个方面。"),
        ("发了多少钱", "为2.7万名职工体检。"),
        ("发了多少钱", "为2.7万余名职工体检，寄出3万张贺卡。"),
        ("哪天开的庭", "新华社平湖9月3日电法院开庭。"),
        ("办了多长时间", "近日，9月3日，大赛举办。"),
        ("那个快递员叫啥", "“娘家人”来看快递员。"),
        ("夜校要钱吗", "夜校开课。"),
        ("评估打了多少分", "评估了6个方面，十分认真，用时30分钟。"),
        ("沟通会是几号", "沟通会为2024年打下基础。"),
        ("比赛哪天办的", "近日，比赛举行。"),
        ("比赛是几号", "“今天的比赛很好。”"),
        ("居民送钱了吗", "为居民送温暖。"),
        ("决赛几比几", "两地派出15支队。"),
        ("大赛有多少项目", "逾千人次参与。"),
        ("平湖的夜校在哪", "平湖区的夜校好。"),
    ],
)
def test_a_sentence_without_it_and_a_question_that_does_not_tell_do_not(
    question: str, sentence: str
) -> None:
    assert not expectation(question).spans(sentence)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("列车长叫什么", Kind.PERSON),
        ("那个快递小哥叫啥", Kind.PERSON),
        ("工会的领导有哪些", Kind.PERSON),
        ("来了哪几位领导", Kind.PERSON),
        ("请的专家都有哪些人", Kind.PERSON),
        ("专家提了哪些建议", Kind.LIST),
        ("代表都有哪些建议", Kind.LIST),
        ("机器人叫什么", Kind.TITLE),
        ("那几个游戏叫啥", Kind.TITLE),
        ("正殿在日本被称为什么", Kind.TITLE),
        ("食堂为什么延长开放", Kind.REASON),
        ("在哪个比赛中对阵", None),
        ("在哪个体育馆举办", Kind.PLACE),
        ("在哪家医院体检", Kind.BODY),
        ("应该如何处理纠纷", None),
        ("任何人都能去吗", None),
        ("作业分哪几块", Kind.LIST),
        ("2023年网球男单冠军", Kind.WINNER),
        ("罗吉纳获个人总冠军", None),
        ("培训班上多长时间", Kind.DURATION),
        ("开放多少时间", Kind.DURATION),
        ("培训时间", Kind.DAY),
        ("最近几天有什么比赛", None),
        ("有几点要求", Kind.NUMBER),
        ("拿了几块金牌", Kind.NUMBER),
        ("咨询电话", Kind.CONTACT),
        ("热线是多少号", Kind.CONTACT),
        ("为什么打不通电话", Kind.REASON),
        ("谁打的电话", Kind.PERSON),
        ("热线接了多少个电话", Kind.NUMBER),
        ("手机多少钱", Kind.MONEY),
        ("热线几点上班", Kind.DAY),
        ("大篷车收不收费", Kind.FEE),
        ("收费多少钱", Kind.MONEY),
        ("骗子抓到了吗", Kind.WHETHER),
        ("夜校怎么报名", Kind.WHETHER),
        ("夜校怎么办的", None),
        ("比赛奖金多少", Kind.MONEY),
        ("有没有律师坐班", Kind.WHETHER),
        ("对吗", None),
    ],
)
def test_the_wording_of_a_question_tells_what_it_asks_for(question: str, kind: Kind | None) -> None:
    assert expectation(question).kind is kind


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("工会的领导都有谁", {"领导"}),
        ("来了哪些领导", {"领导"}),
        ("领导班子开了什么会", set()),
        ("谁是工会主席", set()),
        ("夜校是哪个单位办的", {"单位"}),
        ("夜校归什么部门管", {"部门"}),
        ("哪几个单位办了夜校", set()),
        ("单位办的夜校在哪", set()),
    ],
)
def test_a_word_for_the_kind_of_thing_asked_for_is_told(question: str, words: set[str]) -> None:
    assert kind_words(question) == words


def test_the_day_of_an_agencys_report_is_not_the_day_of_what_it_tells() -> None:
    told = fold("新华社平湖7月1日电（记者 周大江）30日决赛举行。")
    spans = expectation("决赛是哪一天").spans(told)
    assert [told[span.start : span.end] for span in spans] == ["30日"]


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("谁带的队", "考察团由平湖区总工会主席周大江带队。", ["周大江"]),
        ("夜校在哪儿办的", "夜校在平湖工人文化宫举行。", ["平湖工人文化宫"]),
        ("主题是什么", "活动以“书香平湖”为主题。", ["“书香平湖”"]),
        ("有多少职工报名", "第3期夜校有120余名职工报名，收费30元。", ["120余名"]),
        ("第几届", "这是平湖区第六届运动会。", ["第六届"]),
        ("第几小组来的", "第二互评小组来评估“六有”建设。", ["第二"]),
        ("报名邮箱是什么", "报名表发送至邮箱yexiao@163.com即可。", ["yexiao@163.com"]),
        ("那位律师叫什么名", "由律师周大江讲课。", ["周大江"]),
        ("齐大江是谁", "齐大江是平湖区总工会主席。", ["平湖区总工会主席"]),
        ("周大江是什么职务", "周大江是平湖区总工会主席。", ["平湖区总工会主席"]),
    ],
)
def test_what_answers_is_found_in_its_place(
    question: str, sentence: str, expected: list[str]
) -> None:
    spans = expectation(question).spans(sentence)
    assert [sentence[span.start : span.end] for span in spans][:1] == expected


def test_what_the_question_says_itself_is_no_answer_to_it() -> None:
    assert expectation("9月3日的夜校是哪天报名").spans("9月3日夜校开课。") == []


def test_names_that_the_article_holds_are_found_as_well() -> None:
    spans = expectation("谁来讲课").spans("讲课的是阿卜杜拉。", ["阿卜杜拉"])
    assert spans == [Span(4, 8)]


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("大赛有几个项目", "近500名职工参与了17个比赛项目。", ["17个比赛项目"]),
        ("暖心驿站有多少", "集“四合一”功能的暖心驿站已达81家。", ["81家"]),
        ("夜校会员多少", "平湖区有工会4003家，会员总数达8.8万人。", ["8.8万人"]),
        ("大赛啥时候结束", "大赛9月启动，将持续到11月。", ["11月"]),
        ("比赛哪天办的", "近日，比赛于9月3日举行。", ["9月3日"]),
        ("网球赛在哪举行", "朝阳区的网球赛在郡王府网球馆内激烈上演。", ["郡王府网球馆"]),
        ("追讨了多少工资", "涉及职工148人，追讨工资补贴等610万元。", ["610万元"]),
        ("网球赛在哪举行", "队员在教练的带领下学习，球赛在郡王府举行。", ["郡王府"]),
        ("谁拿了乒乓球冠军", "交通委代表队获得冠军，张大江到场。", ["交通委代表队"]),
        ("培训班几天", "2023年的培训班为期三天。", ["三天"]),
        ("总工会主席是谁", "区总工会主席周大江说，要办夜校。", ["周大江"]),
        ("总工会的领导都有谁", "区总工会副主席周大江说，要办夜校。", ["周大江"]),
        ("谁是区总工会主席", "区总工会主席周大江说，要办夜校。", ["周大江"]),
        ("比赛有多少项目", "近500名职工参加比赛项目，有17个比赛项目。", ["17个比赛项目"]),
        ("代表团哪几天来的", "6日下午会见，代表团9月6日至10日来京。", ["9月6日至10日"]),
        ("评估在哪个区", "图为评估组对海淀区某站点打分。", ["海淀区"]),
        ("骗子抓到了吗", "骗子已被抓获。", ["抓"]),
        ("来了多少人", "比赛有160余名职工参加，其中60余名学打球。", ["160余名"]),
        ("有多少职工", "比赛有160余名职工参加，其中女职工60余名。", ["160余名"]),
        ("有多少女职工", "比赛有160余名职工参加，其中女职工60余名。", ["60余名"]),
        ("其中多少人学打球", "其中60余名学打球。", ["60余名"]),
        ("来了多少人", "来自各街道的160余名职工参加。", ["160余名"]),
    ],
)
def test_what_is_surely_meant_goes_before_whatever_is_of_its_kind(
    question: str, sentence: str, expected: list[str]
) -> None:
    folded = fold(sentence)
    spans, sureness = expectation(question).found(folded)
    assert [folded[span.start : span.end] for span in spans] == expected
    assert sureness == 1.0


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("大赛有几个项目", "百余家单位参加。"),
        ("大赛啥时候结束", "大赛9月启动。"),
        ("谁拿了冠军", "平湖区总工会主办。"),
        ("最后谁赢了", "平湖区代表队赢得观众的热烈掌声。"),
        ("总工会主席是谁", "区总工会教师周大江说，要办夜校。"),
        ("有年龄限制吗", "不限年龄。"),
        ("讲座在哪条街", "讲座在平湖社区举行。"),
        ("来了多少人", "其中60余名学打球。"),
        ("来了几支队", "两地各派5支队。"),
        ("来了多少人", "每个社区60余名职工参加。"),
    ],
)
def test_what_is_of_its_kind_but_hardly_meant_counts_half(question: str, sentence: str) -> None:
    spans, sureness = expectation(question).found(fold(sentence))
    assert spans
    assert sureness == 0.5


@pytest.mark.parametrize(
    ("question", "sentence", "held", "expected"),
    [
        ("讲座在哪个区", "工会走进北岭市平湖区的社区。", ["平湖", "平湖区"], ["平湖区"]),
        ("大篷车去了哪个社区", "大篷车进社区活动在南里社区开展。", ["南里社区"], ["南里社区"]),
        ("网球赛在哪个馆打", "球赛在郡王府网球馆打响。", ["郡王府网球馆"], ["郡王府网球馆"]),
        ("公司在哪个城市", "平湖市的超市开了。", ["平湖市", "平湖超市"], ["平湖市"]),
    ],
)
def test_a_place_of_the_kind_asked_for_is_sure_where_the_archive_knows_its_name(
    question: str, sentence: str, held: list[str], expected: list[str]
) -> None:
    folded = fold(sentence)
    spans, sureness = expectation(question).found(folded, held)
    assert [folded[span.start : span.end] for span in spans] == expected
    assert sureness == 1.0


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("网球赛在哪个馆打", "平湖区的球赛在郡王府网球馆内激烈上演。", ["郡王府网球馆"]),
        ("讲座在哪个区办的", "平湖区的社区请来律师。", ["平湖区"]),
        ("体检的是哪个区", "面对平湖区总工会的关爱，快递员很感动。", ["平湖区"]),
        ("活动在哪个区", "项目工会走进北岭市平湖区。", ["北岭市平湖区"]),
        ("参观了哪个展览馆", "学员参观中国青年展览馆。", ["中国青年展览馆"]),
        ("沟通会在哪个小区", "沟通会在辖区樱花园小区开展。", ["樱花园小区"]),
        ("活动在哪个社区", "大篷车进社区活动在南里社区开展。", ["南里社区"]),
    ],
)
def test_a_place_that_only_its_form_tells_begins_behind_what_leads_up_to_it(
    question: str, sentence: str, expected: list[str]
) -> None:
    folded = fold(sentence)
    spans, sureness = expectation(question).found(folded)
    assert [folded[span.start : span.end] for span in spans] == expected
    assert sureness == 0.5


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("他在哪个市", "他常去大型超市。"),
        ("在哪个市", "公司上市。"),
        ("在哪条路", "进一步拓展思路。"),
        ("在哪个区", "学校附近学区。"),
        ("在哪个省", "工会为职工节省开支。"),
        ("在哪条街", "他上街。"),
        ("在哪个小区", "每个小区都有。"),
        ("在哪个社区", "法律服务进社区。"),
    ],
)
def test_a_word_that_ends_as_a_place_does_is_none_of_the_kind_asked_for(
    question: str, sentence: str
) -> None:
    likely = expectation(question).likely
    assert likely is not None
    assert likely.search(fold(sentence)) is None
    assert expectation(question).found(fold(sentence))[1] < 1.0


@pytest.mark.parametrize(
    ("question", "least"),
    [
        ("来了多少人", 0.5),
        ("夜校要钱吗", 0.5),
        ("谁得了第一", 1.0),
        ("那位传承人叫什么名字", 0.5),
        ("谁来了", 0.0),
        ("骗子抓到了吗", 0.5),
        ("讲了什么", 0.0),
    ],
)
def test_what_hardly_an_answer_lacks_is_told(question: str, least: float) -> None:
    assert expectation(question).least == least


@pytest.mark.parametrize(
    "sentence",
    [
        "本报记者 周大江 摄",
        "（通讯员 周大江 摄影报道）",
        "周大江 供图",
        "一位职工说。",
        "收到慰问品后，一位职工说。",
        "总工会相关负责人表示。",
    ],
)
def test_a_credit_and_a_bare_saying_tell_nothing(sentence: str) -> None:
    assert not tells(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "总工会相关负责人表示，要办夜校。",
        "“夜校好。”一位职工说。",
        "摄影比赛收到作品500幅。",
        "记者获悉夜校将于9月开课。",
        "通讯员培训班开班。",
        "记者在夜校看到，座无虚席。",
        "夜校",
    ],
)
def test_any_other_sentence_may_tell_something(sentence: str) -> None:
    assert tells(sentence)


def test_a_credit_tells_who_took_the_picture() -> None:
    assert tells("本报记者 周大江 摄", of_authors=True)
