"""Whatever goes wrong, an admin reads of it in their own language."""

from dataclasses import fields
from types import SimpleNamespace

import numpy as np
import pytest

from bot.texts import ENGLISH, SIMPLIFIED_CHINESE, TRADITIONAL_CHINESE
from bot.texts.trouble import Problem
from bot.views.trouble import cause_text, damage_text, problem_text
from retrieval import errors
from retrieval.index import verify
from retrieval.index.manifest import Recipe
from retrieval.index.store import UNFINISHED
from retrieval.operating.gate_outcomes import Outcome, fallen
from retrieval.types import ArticleId, Damage, DamageFault, GenerationNumber, PageFault

ZH = SIMPLIFIED_CHINESE
# Told of in another way, or met on the command line only.
ELSEWHERE = {
    errors.ArchiveError,
    errors.BackupError,
    errors.FolderTaken,
    errors.LoadRefused,
    errors.NameAmbiguous,
    errors.NoPages,
    errors.PageError,
    errors.SettingsError,
    errors.VerificationFailed,
    errors.EvaluationError,
    errors.SystemUnknown,
    errors.RunMismatch,
    errors.PeerFailed,
}


def kinds() -> set[type[errors.WenbaoError]]:
    """Return every error of the archive."""
    held = (one for one in vars(errors).values() if isinstance(one, type))
    return {one for one in held if issubclass(one, errors.WenbaoError)} - {errors.WenbaoError}


@pytest.mark.parametrize("texts", [ZH, TRADITIONAL_CHINESE, ENGLISH])
def test_every_error_that_an_admin_can_meet_has_words_of_its_own(texts):
    assert kinds() - ELSEWHERE == texts.trouble.causes.keys()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            errors.StorageFailed("/data", "No space left on device"),
            "/data 写不进去（No space left on device）。请腾出空间，或检查写入权限，再试一次；"
            "档案还是原来的样子。",
        ),
        (
            errors.GenerationMismatch(3, "model", "a", "b"),
            "第3代是用另外的向量模型建的（a，现在是b）。"
            "请在命令行用 wenbao ingest --rebuild 重建，或改回原来的设置。",
        ),
        (errors.NothingRemoved("c.txt"), "没有叫c.txt的版面或报道。版面的文件名请看 /pages。"),
        (errors.ModelError("no file"), "向量模型用不了（no file）。请在命令行运行 wenbao doctor。"),
        (
            errors.PageError("a.pdf", PageFault.TOO_SLOW, "90"),
            "a.pdf：读了90秒还没有读完，已放弃，请另存为文本",
        ),
        (errors.ManyRemovals(("a", "b"), 9), "文件夹里少了9个版面中的2个，没有移除。"),
    ],
)
def test_a_cause_is_told_with_what_it_is_about(error, words):
    assert cause_text(error, ZH) == words


def test_each_part_of_a_recipe_has_a_name_and_several_causes_are_parted_as_the_language_does():
    problems = ("its checks were not finished", "headline is not found by its own vector")
    failed = errors.LoadRefused(3, problems)

    for texts in (ZH, TRADITIONAL_CHINESE, ENGLISH):
        assert texts.trouble.recipe.keys() == {field.name for field in fields(Recipe)}
    assert cause_text(failed, ZH) == "检查没有做完；用向量找不到《headline》"
    assert cause_text(failed, ENGLISH) == (
        "its checks were not finished; “headline” is not found by its own vector"
    )


def test_what_the_checks_of_a_candidate_say_is_known_in_every_language(tokenizer):
    """The sentences come from the checks themselves, so that none of them can change unnoticed."""
    counts = SimpleNamespace(passages=3, sentences=5)
    catalogue = SimpleNamespace(
        counts=lambda: counts,
        passages_of=lambda _: [SimpleNamespace(id=1)],
        reference=lambda _: SimpleNamespace(headline="运动会开幕"),
    )
    finds_nothing = SimpleNamespace(
        count=lambda: 2, search=lambda *_: [], vectors=lambda _: [np.zeros(1)]
    )
    candidate = SimpleNamespace(
        catalogue=catalogue,
        lexical=finds_nothing,
        passages=finds_nothing,
        sentences=finds_nothing,
    )
    was, now = Outcome(hit=True, right=True), Outcome(hit=False, right=False)
    falls = fallen([now], lambda places: [was for _ in places], 0.1)
    said = [*verify.problems(candidate, [ArticleId("a")], tokenizer), *falls, *UNFINISHED]

    assert [problem_text(problem, ZH) for problem in said] == [
        "段落的词有2条，目录里是3条",
        "段落的向量有2条，目录里是3条",
        "句子的向量有2条，目录里是5条",
        "用标题里的词找不到《运动会开幕》",
        "用向量找不到《运动会开幕》",
        "1个问题里，找到报道的占0%，现在这一代占100%",
        "1个问题里，该答则答、该拒则拒的占0%，现在这一代占100%",
        "检查没有做完",
    ]
    assert set(ZH.trouble.problems) == set(Problem)
    assert problem_text("something new", ZH) == "something new"


def test_a_damage_names_its_file():
    told = {
        fault: damage_text(Damage(GenerationNumber(2), "cannot map", fault, "a.npy"), ZH)
        for fault in DamageFault
    }
    assert told == {
        DamageFault.MISSING: "缺少文件 a.npy",
        DamageFault.CHANGED: "文件 a.npy 与校验和不符",
        DamageFault.UNREADABLE: "文件 a.npy 读不出来",
        DamageFault.ADDED: "多出了不属于它的文件",
        DamageFault.UNOPENED: "索引打不开：cannot map",
    }
