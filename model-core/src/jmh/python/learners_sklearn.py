"""Scores scikit-learn's equals of the learners, and Python's XGBoost, on the folds that LearnerScores wrote: FOLDER LINES.txt OUT"""
import csv, sys, time, warnings
import numpy as np
from sklearn import (discriminant_analysis, ensemble, linear_model, naive_bayes, neighbors, svm, tree, metrics, preprocessing)
warnings.filterwarnings("ignore")

def read(path, target, rows):
    table = list(csv.reader(open(path)))
    head, body = table[0], table[1:]
    if rows: body = body[:rows]
    t = head.index(target)
    y = [r[t] for r in body]
    columns = [(j, [r[j] for r in body]) for j in range(len(head)) if j != t]
    return columns, y

def number(text):
    try: return float(text)
    except ValueError: return np.nan

def matrix(columns, train, validation):
    """Median, mean and variance, levels: of the training rows."""
    a, b = [], []
    for _, cells in columns:
        known = [c for c in cells if c not in ("", "?")]
        if all(not np.isnan(number(c)) for c in known):
            v = np.array([number(c) for c in cells])
            v[np.isnan(v)] = np.nanmedian(v[train])
            s = v[train].std()
            v = (v - v[train].mean()) / (s if s > 0 else 1)
            a.append(v[train]); b.append(v[validation])
        else:
            for level in sorted(set(cells[i] for i in train)):
                v = np.array([1.0 if c == level else 0.0 for c in cells])
                a.append(v[train]); b.append(v[validation])
    return np.array(a).T.astype(np.float32).astype(float), np.array(b).T.astype(np.float32).astype(float)

def model(name, h, n, p, classes, seed):
    balance = "balanced" if h.get("balance") == "weights" else None
    depth = int(h.get("maxDepth", {"adaBoost": 1, "gradientBoosting": 3}.get(name, 100)))
    leaf = int(h.get("minLeaf", 1))
    features = max(1, round(float(h.get("maxFeatures", 0.3 if name == "randomForest" else 1)) * p))
    trees = int(h.get("trees", 50 if name == "adaBoost" else 100))
    share = float(h.get("sampleFraction", 1))
    if name == "randomForest":
        kind = ensemble.RandomForestClassifier if classes else ensemble.RandomForestRegressor
        extra = {"class_weight": balance} if classes else {}
        return kind(trees, max_depth=depth, min_samples_leaf=leaf, max_features=features,
                    max_samples=None if share == 1 else share, random_state=seed, **extra)
    if name == "xgboost":
        import xgboost
        kind = xgboost.XGBClassifier if classes else xgboost.XGBRegressor
        return kind(n_estimators=int(h.get("rounds", 100)), learning_rate=float(h.get("learningRate", 0.3)),
                    max_depth=int(h.get("maxDepth", 6)), min_child_weight=float(h.get("minChildWeight", 1)),
                    reg_lambda=float(h.get("lambda", 1)), tree_method="hist", n_jobs=1, random_state=seed)
    if name == "decisionTree":
        if classes: return tree.DecisionTreeClassifier(max_depth=depth, min_samples_leaf=leaf, random_state=seed, class_weight=balance)
        return tree.DecisionTreeRegressor(max_depth=depth, min_samples_leaf=leaf, random_state=seed)
    if name == "gradientBoosting":
        kind = ensemble.GradientBoostingClassifier if classes else ensemble.GradientBoostingRegressor
        return kind(n_estimators=trees, learning_rate=float(h.get("learningRate", 0.1)), max_depth=depth, min_samples_leaf=leaf,
                    max_features=features, subsample=share, criterion="squared_error", random_state=seed)
    if name == "adaBoost":
        return ensemble.AdaBoostClassifier(tree.DecisionTreeClassifier(max_depth=depth), n_estimators=trees,
                                           learning_rate=float(h.get("learningRate", 1)), algorithm="SAMME", random_state=seed)
    if name == "svm":
        kernel = {"polynomial": "poly"}.get(h.get("kernel", "rbf"), h.get("kernel", "rbf"))
        common = dict(C=float(h.get("cost", 1)), kernel=kernel, gamma=float(h.get("gamma", 1)) / p,
                      degree=int(h.get("degree", 3)), coef0=float(h.get("offset", 1)))
        if not classes: return svm.SVR(epsilon=float(h.get("epsilon", 0.1)), **common)
        return svm.SVC(class_weight=balance, **common)
    if name == "knn":
        kind = neighbors.KNeighborsClassifier if classes else neighbors.KNeighborsRegressor
        return kind(int(h.get("neighbors", 5)), weights=h.get("weights", "uniform"), metric=h.get("metric", "euclidean"))
    if name == "logisticRegression":
        return linear_model.LogisticRegression(C=1 / (n * float(h.get("l2", 1e-3))), max_iter=2000, class_weight=balance)
    if name == "naiveBayes": return naive_bayes.GaussianNB(var_smoothing=float(h.get("varianceSmoothing", 1e-9)))
    if name == "lda":
        return discriminant_analysis.LinearDiscriminantAnalysis(solver="lsqr", shrinkage=float(h.get("shrinkage", 1e-3)))
    lam = float(h.get("lambda", 0.01))
    if name == "ridge": return linear_model.Ridge(alpha=n * lam)
    if name == "lasso": return linear_model.Lasso(alpha=lam, max_iter=10000)
    if name == "elasticNet": return linear_model.ElasticNet(alpha=lam, l1_ratio=float(h.get("l1Ratio", 0.5)), max_iter=10000)
    raise ValueError(name)

folder, lines, out = sys.argv[1:4]
for line in open(lines):
    words = line.split()
    if not words or line.startswith("#"): continue
    file, target, task, rows, name = words[:5]
    h = dict(w.split("=") for w in words[5:])
    columns, y = read(f"{folder}/{file}", target, int(rows))
    folds = np.array([int(f) for f in open(f"{out}/{file}.{rows}.folds")])
    classes = task == "classification"
    y = np.unique(y, return_inverse=True)[1] if classes else np.array([float(v) for v in y])
    began, scores = time.time(), []
    for f in range(folds.max() + 1):
        train, validation = np.where(folds != f)[0], np.where(folds == f)[0]
        a, b = matrix(columns, train, validation)
        ya, yb = y[train], y[validation]
        if not classes:
            mean, scale = ya.mean(), ya.std()
            ya, yb = (ya - mean) / scale, (yb - mean) / scale
        m = model(name, h, len(train), a.shape[1], classes, f).fit(a, ya)
        scores.append(m.score(b, yb))
    print(f"{np.mean(scores):.4f} {time.time() - began:6.1f}s  {line.strip()}", flush=True)
