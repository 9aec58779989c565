-- The dump of a database that this program made with Optuna 3.1.0:
--   import optuna, os
--   optuna.logging.set_verbosity(optuna.logging.ERROR)
--   p='fixture.db'
--   if os.path.exists(p): os.remove(p)
--   url='sqlite:///'+p
--   def conditional(t):
--       kernel=t.suggest_categorical('kernel',['linear','rbf',None,3,True])
--       rate=t.suggest_float('rate',1e-5,1e-1,log=True)
--       if kernel=='rbf': t.suggest_float('gamma',0,1,step=0.1)
--       layers=t.suggest_int('layers',1,3)
--       for i in range(layers): t.suggest_int(f'units{i}',4,64,log=True)
--       for step in range(3):
--           t.report(rate*step, step)
--           if t.number%4==3 and step==1: raise optuna.TrialPruned()
--       if t.number%7==5: raise ValueError('boom')
--       t.set_user_attr('host',{'name':'a','cores':[1,2]})
--       return rate+layers
--   s=optuna.create_study(study_name='conditional',storage=url,direction='maximize',sampler=optuna.samplers.RandomSampler(seed=1))
--   s.enqueue_trial({'kernel':'rbf','rate':0.01,'gamma':0.5,'layers':1,'units0':8})
--   s.optimize(conditional,n_trials=24,catch=(ValueError,))
--   s.enqueue_trial({'kernel':None,'rate':0.01,'layers':1,'units0':8})
--   s.enqueue_trial({'rate':0.01})
--   s=optuna.create_study(study_name='odd',storage=url)
--   def odd(t):
--       x=t.suggest_float('x',-1,1+t.number)
--       if t.number==0: return float('inf')
--       if t.number==1: raise optuna.TrialPruned()
--       if t.number==2:
--           t.report(float('nan'),5); t.report(2.5,7); raise optuna.TrialPruned()
--       if t.number==3: t.suggest_int('hidden',1,9)
--       return x*x
--   s.optimize(odd,n_trials=6)
CREATE TABLE studies (
	study_id INTEGER NOT NULL, 
	study_name VARCHAR(512) NOT NULL, 
	PRIMARY KEY (study_id)
);
INSERT INTO studies VALUES(1,'conditional');
INSERT INTO studies VALUES(2,'odd');
CREATE TABLE version_info (
	version_info_id INTEGER NOT NULL, 
	schema_version INTEGER, 
	library_version VARCHAR(256), 
	PRIMARY KEY (version_info_id), 
	CHECK (version_info_id=1)
);
INSERT INTO version_info VALUES(1,12,'3.1.0');
CREATE TABLE study_directions (
	study_direction_id INTEGER NOT NULL, 
	direction VARCHAR(8) NOT NULL, 
	study_id INTEGER NOT NULL, 
	objective INTEGER NOT NULL, 
	PRIMARY KEY (study_direction_id), 
	UNIQUE (study_id, objective), 
	FOREIGN KEY(study_id) REFERENCES studies (study_id)
);
INSERT INTO study_directions VALUES(1,'MAXIMIZE',1,0);
INSERT INTO study_directions VALUES(2,'MINIMIZE',2,0);
CREATE TABLE study_user_attributes (
	study_user_attribute_id INTEGER NOT NULL, 
	study_id INTEGER, 
	"key" VARCHAR(512), 
	value_json TEXT, 
	PRIMARY KEY (study_user_attribute_id), 
	UNIQUE (study_id, "key"), 
	FOREIGN KEY(study_id) REFERENCES studies (study_id)
);
CREATE TABLE study_system_attributes (
	study_system_attribute_id INTEGER NOT NULL, 
	study_id INTEGER, 
	"key" VARCHAR(512), 
	value_json TEXT, 
	PRIMARY KEY (study_system_attribute_id), 
	UNIQUE (study_id, "key"), 
	FOREIGN KEY(study_id) REFERENCES studies (study_id)
);
CREATE TABLE trials (
	trial_id INTEGER NOT NULL, 
	number INTEGER, 
	study_id INTEGER, 
	state VARCHAR(8) NOT NULL, 
	datetime_start DATETIME, 
	datetime_complete DATETIME, 
	PRIMARY KEY (trial_id), 
	FOREIGN KEY(study_id) REFERENCES studies (study_id)
);
INSERT INTO trials VALUES(1,0,1,'COMPLETE','2026-11-23 17:58:53.409575','2026-11-23 17:58:53.629707');
INSERT INTO trials VALUES(2,1,1,'COMPLETE','2026-11-23 17:58:53.639053','2026-11-23 17:58:53.838771');
INSERT INTO trials VALUES(3,2,1,'COMPLETE','2026-11-23 17:58:53.865372','2026-11-23 17:58:54.058804');
INSERT INTO trials VALUES(4,3,1,'PRUNED','2026-11-23 17:58:54.089763','2026-11-23 17:58:54.222683');
INSERT INTO trials VALUES(5,4,1,'COMPLETE','2026-11-23 17:58:54.249703','2026-11-23 17:58:54.433443');
INSERT INTO trials VALUES(6,5,1,'FAIL','2026-11-23 17:58:54.457170','2026-11-23 17:58:54.638094');
INSERT INTO trials VALUES(7,6,1,'COMPLETE','2026-11-23 17:58:54.642604','2026-11-23 17:58:54.799058');
INSERT INTO trials VALUES(8,7,1,'PRUNED','2026-11-23 17:58:54.826152','2026-11-23 17:58:54.974694');
INSERT INTO trials VALUES(9,8,1,'COMPLETE','2026-11-23 17:58:54.998256','2026-11-23 17:58:55.182523');
INSERT INTO trials VALUES(10,9,1,'COMPLETE','2026-11-23 17:58:55.205338','2026-11-23 17:58:55.403263');
INSERT INTO trials VALUES(11,10,1,'COMPLETE','2026-11-23 17:58:55.429308','2026-11-23 17:58:55.594679');
INSERT INTO trials VALUES(12,11,1,'PRUNED','2026-11-23 17:58:55.613376','2026-11-23 17:58:55.758902');
INSERT INTO trials VALUES(13,12,1,'FAIL','2026-11-23 17:58:55.784171','2026-11-23 17:58:55.938223');
INSERT INTO trials VALUES(14,13,1,'COMPLETE','2026-11-23 17:58:55.957564','2026-11-23 17:58:56.195018');
INSERT INTO trials VALUES(15,14,1,'COMPLETE','2026-11-23 17:58:56.227828','2026-11-23 17:58:56.396261');
INSERT INTO trials VALUES(16,15,1,'PRUNED','2026-11-23 17:58:56.429350','2026-11-23 17:58:56.551790');
INSERT INTO trials VALUES(17,16,1,'COMPLETE','2026-11-23 17:58:56.570798','2026-11-23 17:58:56.746735');
INSERT INTO trials VALUES(18,17,1,'COMPLETE','2026-11-23 17:58:56.777266','2026-11-23 17:58:56.970598');
INSERT INTO trials VALUES(19,18,1,'COMPLETE','2026-11-23 17:58:56.989281','2026-11-23 17:58:57.170769');
INSERT INTO trials VALUES(20,19,1,'PRUNED','2026-11-23 17:58:57.189061','2026-11-23 17:58:57.334768');
INSERT INTO trials VALUES(21,20,1,'COMPLETE','2026-11-23 17:58:57.353322','2026-11-23 17:58:57.524925');
INSERT INTO trials VALUES(22,21,1,'COMPLETE','2026-11-23 17:58:57.545096','2026-11-23 17:58:57.722739');
INSERT INTO trials VALUES(23,22,1,'COMPLETE','2026-11-23 17:58:57.749576','2026-11-23 17:58:57.965386');
INSERT INTO trials VALUES(24,23,1,'PRUNED','2026-11-23 17:58:57.989671','2026-11-23 17:58:58.159247');
INSERT INTO trials VALUES(25,24,1,'WAITING',NULL,NULL);
INSERT INTO trials VALUES(26,25,1,'WAITING',NULL,NULL);
INSERT INTO trials VALUES(27,0,2,'COMPLETE','2026-11-23 17:58:58.217571','2026-11-23 17:58:58.253746');
INSERT INTO trials VALUES(28,1,2,'PRUNED','2026-11-23 17:58:58.273452','2026-11-23 17:58:58.314256');
INSERT INTO trials VALUES(29,2,2,'PRUNED','2026-11-23 17:58:58.337175','2026-11-23 17:58:58.418817');
INSERT INTO trials VALUES(30,3,2,'COMPLETE','2026-11-23 17:58:58.445299','2026-11-23 17:58:58.518802');
INSERT INTO trials VALUES(31,4,2,'COMPLETE','2026-11-23 17:58:58.541212','2026-11-23 17:58:58.574517');
INSERT INTO trials VALUES(32,5,2,'COMPLETE','2026-11-23 17:58:58.596492','2026-11-23 17:58:58.637320');
CREATE TABLE trial_user_attributes (
	trial_user_attribute_id INTEGER NOT NULL, 
	trial_id INTEGER, 
	"key" VARCHAR(512), 
	value_json TEXT, 
	PRIMARY KEY (trial_user_attribute_id), 
	UNIQUE (trial_id, "key"), 
	FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
);
INSERT INTO trial_user_attributes VALUES(1,1,'host','{"name": "a", "cores": [1, 2]}');
INSERT INTO trial_user_attributes VALUES(2,2,'host','{"name": "a", "cores": [1, 2]}');
INSERT INTO trial_user_attributes VALUES(3,3,'host','{"name": "a", "cores": [1, 2]}');
INSERT INTO trial_user_attributes VALUES(4,5,'host','{"name": "a", "cores": [1, 2]}');
INSERT INTO trial_user_attributes VALUES(5,7,'host','{"name": "a", "cores": [1, 2]}');
INSERT INTO trial_user_attributes VALUES(6,9,'host','{"name": "a", "cores": [1, 2]}');
INSERT INTO trial_user_attributes VALUES(7,10,'host','{"name": "a", "cores": [1, 2]}');
INSERT INTO trial_user_attributes VALUES(8,11,'host','{"name": "a", "cores": [1, 2]}');
INSERT INTO trial_user_attributes VALUES(9,14,'host','{"name": "a", "cores": [1, 2]}');
INSERT INTO trial_user_attributes VALUES(10,15,'host','{"name": "a", "cores": [1, 2]}');
INSERT INTO trial_user_attributes VALUES(11,17,'host','{"name": "a", "cores": [1, 2]}');
INSERT INTO trial_user_attributes VALUES(12,18,'host','{"name": "a", "cores": [1, 2]}');
INSERT INTO trial_user_attributes VALUES(13,19,'host','{"name": "a", "cores": [1, 2]}');
INSERT INTO trial_user_attributes VALUES(14,21,'host','{"name": "a", "cores": [1, 2]}');
INSERT INTO trial_user_attributes VALUES(15,22,'host','{"name": "a", "cores": [1, 2]}');
INSERT INTO trial_user_attributes VALUES(16,23,'host','{"name": "a", "cores": [1, 2]}');
CREATE TABLE trial_system_attributes (
	trial_system_attribute_id INTEGER NOT NULL, 
	trial_id INTEGER, 
	"key" VARCHAR(512), 
	value_json TEXT, 
	PRIMARY KEY (trial_system_attribute_id), 
	UNIQUE (trial_id, "key"), 
	FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
);
INSERT INTO trial_system_attributes VALUES(1,1,'fixed_params','{"kernel": "rbf", "rate": 0.01, "gamma": 0.5, "layers": 1, "units0": 8}');
INSERT INTO trial_system_attributes VALUES(2,25,'fixed_params','{"kernel": null, "rate": 0.01, "layers": 1, "units0": 8}');
INSERT INTO trial_system_attributes VALUES(3,26,'fixed_params','{"rate": 0.01}');
CREATE TABLE trial_params (
	param_id INTEGER NOT NULL, 
	trial_id INTEGER, 
	param_name VARCHAR(512), 
	param_value FLOAT, 
	distribution_json TEXT, 
	PRIMARY KEY (param_id), 
	UNIQUE (trial_id, param_name), 
	FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
);
INSERT INTO trial_params VALUES(1,1,'kernel',1.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["linear", "rbf", null, 3, true]}}');
INSERT INTO trial_params VALUES(2,1,'rate',0.010000000000000000208,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 0.1, "log": true}}');
INSERT INTO trial_params VALUES(3,1,'gamma',0.5,'{"name": "FloatDistribution", "attributes": {"step": 0.1, "low": 0.0, "high": 1.0, "log": false}}');
INSERT INTO trial_params VALUES(4,1,'layers',1.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 1, "high": 3}}');
INSERT INTO trial_params VALUES(5,1,'units0',8.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(6,2,'kernel',1.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["linear", "rbf", null, 3, true]}}');
INSERT INTO trial_params VALUES(7,2,'rate',2.3407464805767515241e-05,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 0.1, "log": true}}');
INSERT INTO trial_params VALUES(8,2,'gamma',0.2000000000000000111,'{"name": "FloatDistribution", "attributes": {"step": 0.1, "low": 0.0, "high": 1.0, "log": false}}');
INSERT INTO trial_params VALUES(9,2,'layers',2.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 1, "high": 3}}');
INSERT INTO trial_params VALUES(10,2,'units0',11.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(11,2,'units1',17.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(12,3,'kernel',3.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["linear", "rbf", null, 3, true]}}');
INSERT INTO trial_params VALUES(13,3,'rate',0.0048069548249615994678,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 0.1, "log": true}}');
INSERT INTO trial_params VALUES(14,3,'layers',2.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 1, "high": 3}}');
INSERT INTO trial_params VALUES(15,3,'units0',18.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(16,3,'units1',5.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(17,4,'kernel',2.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["linear", "rbf", null, 3, true]}}');
INSERT INTO trial_params VALUES(18,4,'rate',0.032029975700290473639,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 0.1, "log": true}}');
INSERT INTO trial_params VALUES(19,4,'layers',3.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 1, "high": 3}}');
INSERT INTO trial_params VALUES(20,4,'units0',4.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(21,4,'units1',4.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(22,4,'units2',6.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(23,5,'kernel',3.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["linear", "rbf", null, 3, true]}}');
INSERT INTO trial_params VALUES(24,5,'rate',0.0058547513552957243174,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 0.1, "log": true}}');
INSERT INTO trial_params VALUES(25,5,'layers',1.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 1, "high": 3}}');
INSERT INTO trial_params VALUES(26,5,'units0',26.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(27,6,'kernel',3.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["linear", "rbf", null, 3, true]}}');
INSERT INTO trial_params VALUES(28,6,'rate',0.00013236585469415487097,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 0.1, "log": true}}');
INSERT INTO trial_params VALUES(29,6,'layers',3.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 1, "high": 3}}');
INSERT INTO trial_params VALUES(30,6,'units0',5.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(31,6,'units1',13.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(32,6,'units2',49.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(33,7,'kernel',4.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["linear", "rbf", null, 3, true]}}');
INSERT INTO trial_params VALUES(34,7,'rate',7.0228349857643431342e-05,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 0.1, "log": true}}');
INSERT INTO trial_params VALUES(35,7,'layers',1.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 1, "high": 3}}');
INSERT INTO trial_params VALUES(36,7,'units0',15.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(37,8,'kernel',4.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["linear", "rbf", null, 3, true]}}');
INSERT INTO trial_params VALUES(38,8,'rate',2.5664790016446138709e-05,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 0.1, "log": true}}');
INSERT INTO trial_params VALUES(39,8,'layers',2.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 1, "high": 3}}');
INSERT INTO trial_params VALUES(40,8,'units0',26.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(41,8,'units1',12.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(42,9,'kernel',4.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["linear", "rbf", null, 3, true]}}');
INSERT INTO trial_params VALUES(43,9,'rate',0.0022193212012672331422,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 0.1, "log": true}}');
INSERT INTO trial_params VALUES(44,9,'layers',3.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 1, "high": 3}}');
INSERT INTO trial_params VALUES(45,9,'units0',5.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(46,9,'units1',5.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(47,9,'units2',37.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(48,10,'kernel',2.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["linear", "rbf", null, 3, true]}}');
INSERT INTO trial_params VALUES(49,10,'rate',0.0080166318790174748848,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 0.1, "log": true}}');
INSERT INTO trial_params VALUES(50,10,'layers',3.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 1, "high": 3}}');
INSERT INTO trial_params VALUES(51,10,'units0',22.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(52,10,'units1',31.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(53,10,'units2',10.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(54,11,'kernel',3.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["linear", "rbf", null, 3, true]}}');
INSERT INTO trial_params VALUES(55,11,'rate',0.0030674880592759991987,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 0.1, "log": true}}');
INSERT INTO trial_params VALUES(56,11,'layers',1.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 1, "high": 3}}');
INSERT INTO trial_params VALUES(57,11,'units0',56.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(58,12,'kernel',4.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["linear", "rbf", null, 3, true]}}');
INSERT INTO trial_params VALUES(59,12,'rate',0.0019711421586007648459,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 0.1, "log": true}}');
INSERT INTO trial_params VALUES(60,12,'layers',1.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 1, "high": 3}}');
INSERT INTO trial_params VALUES(61,12,'units0',21.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(62,13,'kernel',4.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["linear", "rbf", null, 3, true]}}');
INSERT INTO trial_params VALUES(63,13,'rate',0.0031148738529336700807,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 0.1, "log": true}}');
INSERT INTO trial_params VALUES(64,13,'layers',1.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 1, "high": 3}}');
INSERT INTO trial_params VALUES(65,13,'units0',53.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(66,14,'kernel',1.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["linear", "rbf", null, 3, true]}}');
INSERT INTO trial_params VALUES(67,14,'rate',0.0061273494019230146517,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 0.1, "log": true}}');
INSERT INTO trial_params VALUES(68,14,'gamma',0.0,'{"name": "FloatDistribution", "attributes": {"step": 0.1, "low": 0.0, "high": 1.0, "log": false}}');
INSERT INTO trial_params VALUES(69,14,'layers',3.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 1, "high": 3}}');
INSERT INTO trial_params VALUES(70,14,'units0',31.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(71,14,'units1',52.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(72,14,'units2',28.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(73,15,'kernel',4.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["linear", "rbf", null, 3, true]}}');
INSERT INTO trial_params VALUES(74,15,'rate',0.027549377795644321154,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 0.1, "log": true}}');
INSERT INTO trial_params VALUES(75,15,'layers',2.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 1, "high": 3}}');
INSERT INTO trial_params VALUES(76,15,'units0',18.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(77,15,'units1',41.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(78,16,'kernel',3.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["linear", "rbf", null, 3, true]}}');
INSERT INTO trial_params VALUES(79,16,'rate',1.1873784361629377722e-05,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 0.1, "log": true}}');
INSERT INTO trial_params VALUES(80,16,'layers',3.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 1, "high": 3}}');
INSERT INTO trial_params VALUES(81,16,'units0',7.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(82,16,'units1',37.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(83,16,'units2',11.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(84,17,'kernel',0.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["linear", "rbf", null, 3, true]}}');
INSERT INTO trial_params VALUES(85,17,'rate',3.0575517966437472936e-05,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 0.1, "log": true}}');
INSERT INTO trial_params VALUES(86,17,'layers',1.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 1, "high": 3}}');
INSERT INTO trial_params VALUES(87,17,'units0',5.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(88,18,'kernel',1.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["linear", "rbf", null, 3, true]}}');
INSERT INTO trial_params VALUES(89,18,'rate',0.073978465719985411763,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 0.1, "log": true}}');
INSERT INTO trial_params VALUES(90,18,'gamma',0.60000000000000008881,'{"name": "FloatDistribution", "attributes": {"step": 0.1, "low": 0.0, "high": 1.0, "log": false}}');
INSERT INTO trial_params VALUES(91,18,'layers',1.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 1, "high": 3}}');
INSERT INTO trial_params VALUES(92,18,'units0',7.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(93,19,'kernel',3.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["linear", "rbf", null, 3, true]}}');
INSERT INTO trial_params VALUES(94,19,'rate',9.1073292296413310698e-05,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 0.1, "log": true}}');
INSERT INTO trial_params VALUES(95,19,'layers',2.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 1, "high": 3}}');
INSERT INTO trial_params VALUES(96,19,'units0',21.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(97,19,'units1',39.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(98,20,'kernel',4.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["linear", "rbf", null, 3, true]}}');
INSERT INTO trial_params VALUES(99,20,'rate',0.0018854097488371244703,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 0.1, "log": true}}');
INSERT INTO trial_params VALUES(100,20,'layers',1.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 1, "high": 3}}');
INSERT INTO trial_params VALUES(101,20,'units0',62.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(102,21,'kernel',3.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["linear", "rbf", null, 3, true]}}');
INSERT INTO trial_params VALUES(103,21,'rate',0.00011473032680323031829,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 0.1, "log": true}}');
INSERT INTO trial_params VALUES(104,21,'layers',1.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 1, "high": 3}}');
INSERT INTO trial_params VALUES(105,21,'units0',10.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(106,22,'kernel',2.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["linear", "rbf", null, 3, true]}}');
INSERT INTO trial_params VALUES(107,22,'rate',0.016558395629535944265,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 0.1, "log": true}}');
INSERT INTO trial_params VALUES(108,22,'layers',1.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 1, "high": 3}}');
INSERT INTO trial_params VALUES(109,22,'units0',23.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(110,23,'kernel',1.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["linear", "rbf", null, 3, true]}}');
INSERT INTO trial_params VALUES(111,23,'rate',0.01226625865173907974,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 0.1, "log": true}}');
INSERT INTO trial_params VALUES(112,23,'gamma',0.9000000000000000222,'{"name": "FloatDistribution", "attributes": {"step": 0.1, "low": 0.0, "high": 1.0, "log": false}}');
INSERT INTO trial_params VALUES(113,23,'layers',3.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 1, "high": 3}}');
INSERT INTO trial_params VALUES(114,23,'units0',4.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(115,23,'units1',7.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(116,23,'units2',21.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(117,24,'kernel',1.0,'{"name": "CategoricalDistribution", "attributes": {"choices": ["linear", "rbf", null, 3, true]}}');
INSERT INTO trial_params VALUES(118,24,'rate',0.00036310385233388785871,'{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 0.1, "log": true}}');
INSERT INTO trial_params VALUES(119,24,'gamma',0.5,'{"name": "FloatDistribution", "attributes": {"step": 0.1, "low": 0.0, "high": 1.0, "log": false}}');
INSERT INTO trial_params VALUES(120,24,'layers',2.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 1, "high": 3}}');
INSERT INTO trial_params VALUES(121,24,'units0',17.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(122,24,'units1',52.0,'{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 4, "high": 64}}');
INSERT INTO trial_params VALUES(123,27,'x',0.080716060439798509307,'{"name": "FloatDistribution", "attributes": {"step": null, "low": -1.0, "high": 1.0, "log": false}}');
INSERT INTO trial_params VALUES(124,28,'x',0.90236769584130294141,'{"name": "FloatDistribution", "attributes": {"step": null, "low": -1.0, "high": 2.0, "log": false}}');
INSERT INTO trial_params VALUES(125,29,'x',2.9167111438979249626,'{"name": "FloatDistribution", "attributes": {"step": null, "low": -1.0, "high": 3.0, "log": false}}');
INSERT INTO trial_params VALUES(126,30,'x',3.7033574307623755572,'{"name": "FloatDistribution", "attributes": {"step": null, "low": -1.0, "high": 4.0, "log": false}}');
INSERT INTO trial_params VALUES(127,30,'hidden',2.0,'{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 1, "high": 9}}');
INSERT INTO trial_params VALUES(128,31,'x',0.99060191820999476952,'{"name": "FloatDistribution", "attributes": {"step": null, "low": -1.0, "high": 5.0, "log": false}}');
INSERT INTO trial_params VALUES(129,32,'x',0.0060054573450427639613,'{"name": "FloatDistribution", "attributes": {"step": null, "low": -1.0, "high": 6.0, "log": false}}');
CREATE TABLE trial_values (
	trial_value_id INTEGER NOT NULL, 
	trial_id INTEGER NOT NULL, 
	objective INTEGER NOT NULL, 
	value FLOAT, 
	value_type VARCHAR(7) NOT NULL, 
	PRIMARY KEY (trial_value_id), 
	UNIQUE (trial_id, objective), 
	FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
);
INSERT INTO trial_values VALUES(1,1,0,1.0100000000000000088,'FINITE');
INSERT INTO trial_values VALUES(2,2,0,2.0000234074648055582,'FINITE');
INSERT INTO trial_values VALUES(3,3,0,2.0048069548249616289,'FINITE');
INSERT INTO trial_values VALUES(4,4,0,0.032029975700290473639,'FINITE');
INSERT INTO trial_values VALUES(5,5,0,1.0058547513552957841,'FINITE');
INSERT INTO trial_values VALUES(6,7,0,1.0000702283498577038,'FINITE');
INSERT INTO trial_values VALUES(7,8,0,2.5664790016446138709e-05,'FINITE');
INSERT INTO trial_values VALUES(8,9,0,3.0022193212012671104,'FINITE');
INSERT INTO trial_values VALUES(9,10,0,3.0080166318790175772,'FINITE');
INSERT INTO trial_values VALUES(10,11,0,1.0030674880592760356,'FINITE');
INSERT INTO trial_values VALUES(11,12,0,0.0019711421586007648459,'FINITE');
INSERT INTO trial_values VALUES(12,14,0,3.0061273494019231655,'FINITE');
INSERT INTO trial_values VALUES(13,15,0,2.0275493777956441476,'FINITE');
INSERT INTO trial_values VALUES(14,16,0,1.1873784361629377722e-05,'FINITE');
INSERT INTO trial_values VALUES(15,17,0,1.0000305755179663691,'FINITE');
INSERT INTO trial_values VALUES(16,18,0,1.0739784657199853423,'FINITE');
INSERT INTO trial_values VALUES(17,19,0,2.0000910732922965173,'FINITE');
INSERT INTO trial_values VALUES(18,20,0,0.0018854097488371244703,'FINITE');
INSERT INTO trial_values VALUES(19,21,0,1.0001147303268032029,'FINITE');
INSERT INTO trial_values VALUES(20,22,0,1.0165583956295358714,'FINITE');
INSERT INTO trial_values VALUES(21,23,0,3.0122662586517390259,'FINITE');
INSERT INTO trial_values VALUES(22,24,0,0.00036310385233388785871,'FINITE');
INSERT INTO trial_values VALUES(23,27,0,NULL,'INF_POS');
INSERT INTO trial_values VALUES(24,29,0,2.5,'FINITE');
INSERT INTO trial_values VALUES(25,30,0,13.714856259982903807,'FINITE');
INSERT INTO trial_values VALUES(26,31,0,0.98129216036132116407,'FINITE');
INSERT INTO trial_values VALUES(27,32,0,3.6065517923128085373e-05,'FINITE');
CREATE TABLE trial_intermediate_values (
	trial_intermediate_value_id INTEGER NOT NULL, 
	trial_id INTEGER NOT NULL, 
	step INTEGER NOT NULL, 
	intermediate_value FLOAT, 
	intermediate_value_type VARCHAR(7) NOT NULL, 
	PRIMARY KEY (trial_intermediate_value_id), 
	UNIQUE (trial_id, step), 
	FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
);
INSERT INTO trial_intermediate_values VALUES(1,1,0,0.0,'FINITE');
INSERT INTO trial_intermediate_values VALUES(2,1,1,0.010000000000000000208,'FINITE');
INSERT INTO trial_intermediate_values VALUES(3,1,2,0.020000000000000000416,'FINITE');
INSERT INTO trial_intermediate_values VALUES(4,2,0,0.0,'FINITE');
INSERT INTO trial_intermediate_values VALUES(5,2,1,2.3407464805767515241e-05,'FINITE');
INSERT INTO trial_intermediate_values VALUES(6,2,2,4.6814929611535030483e-05,'FINITE');
INSERT INTO trial_intermediate_values VALUES(7,3,0,0.0,'FINITE');
INSERT INTO trial_intermediate_values VALUES(8,3,1,0.0048069548249615994678,'FINITE');
INSERT INTO trial_intermediate_values VALUES(9,3,2,0.0096139096499231989356,'FINITE');
INSERT INTO trial_intermediate_values VALUES(10,4,0,0.0,'FINITE');
INSERT INTO trial_intermediate_values VALUES(11,4,1,0.032029975700290473639,'FINITE');
INSERT INTO trial_intermediate_values VALUES(12,5,0,0.0,'FINITE');
INSERT INTO trial_intermediate_values VALUES(13,5,1,0.0058547513552957243174,'FINITE');
INSERT INTO trial_intermediate_values VALUES(14,5,2,0.011709502710591448634,'FINITE');
INSERT INTO trial_intermediate_values VALUES(15,6,0,0.0,'FINITE');
INSERT INTO trial_intermediate_values VALUES(16,6,1,0.00013236585469415487097,'FINITE');
INSERT INTO trial_intermediate_values VALUES(17,6,2,0.00026473170938830974194,'FINITE');
INSERT INTO trial_intermediate_values VALUES(18,7,0,0.0,'FINITE');
INSERT INTO trial_intermediate_values VALUES(19,7,1,7.0228349857643431342e-05,'FINITE');
INSERT INTO trial_intermediate_values VALUES(20,7,2,0.00014045669971528686268,'FINITE');
INSERT INTO trial_intermediate_values VALUES(21,8,0,0.0,'FINITE');
INSERT INTO trial_intermediate_values VALUES(22,8,1,2.5664790016446138709e-05,'FINITE');
INSERT INTO trial_intermediate_values VALUES(23,9,0,0.0,'FINITE');
INSERT INTO trial_intermediate_values VALUES(24,9,1,0.0022193212012672331422,'FINITE');
INSERT INTO trial_intermediate_values VALUES(25,9,2,0.0044386424025344662844,'FINITE');
INSERT INTO trial_intermediate_values VALUES(26,10,0,0.0,'FINITE');
INSERT INTO trial_intermediate_values VALUES(27,10,1,0.0080166318790174748848,'FINITE');
INSERT INTO trial_intermediate_values VALUES(28,10,2,0.016033263758034949769,'FINITE');
INSERT INTO trial_intermediate_values VALUES(29,11,0,0.0,'FINITE');
INSERT INTO trial_intermediate_values VALUES(30,11,1,0.0030674880592759991987,'FINITE');
INSERT INTO trial_intermediate_values VALUES(31,11,2,0.0061349761185519983974,'FINITE');
INSERT INTO trial_intermediate_values VALUES(32,12,0,0.0,'FINITE');
INSERT INTO trial_intermediate_values VALUES(33,12,1,0.0019711421586007648459,'FINITE');
INSERT INTO trial_intermediate_values VALUES(34,13,0,0.0,'FINITE');
INSERT INTO trial_intermediate_values VALUES(35,13,1,0.0031148738529336700807,'FINITE');
INSERT INTO trial_intermediate_values VALUES(36,13,2,0.0062297477058673401614,'FINITE');
INSERT INTO trial_intermediate_values VALUES(37,14,0,0.0,'FINITE');
INSERT INTO trial_intermediate_values VALUES(38,14,1,0.0061273494019230146517,'FINITE');
INSERT INTO trial_intermediate_values VALUES(39,14,2,0.012254698803846029303,'FINITE');
INSERT INTO trial_intermediate_values VALUES(40,15,0,0.0,'FINITE');
INSERT INTO trial_intermediate_values VALUES(41,15,1,0.027549377795644321154,'FINITE');
INSERT INTO trial_intermediate_values VALUES(42,15,2,0.055098755591288642308,'FINITE');
INSERT INTO trial_intermediate_values VALUES(43,16,0,0.0,'FINITE');
INSERT INTO trial_intermediate_values VALUES(44,16,1,1.1873784361629377722e-05,'FINITE');
INSERT INTO trial_intermediate_values VALUES(45,17,0,0.0,'FINITE');
INSERT INTO trial_intermediate_values VALUES(46,17,1,3.0575517966437472936e-05,'FINITE');
INSERT INTO trial_intermediate_values VALUES(47,17,2,6.1151035932874945873e-05,'FINITE');
INSERT INTO trial_intermediate_values VALUES(48,18,0,0.0,'FINITE');
INSERT INTO trial_intermediate_values VALUES(49,18,1,0.073978465719985411763,'FINITE');
INSERT INTO trial_intermediate_values VALUES(50,18,2,0.14795693143997082352,'FINITE');
INSERT INTO trial_intermediate_values VALUES(51,19,0,0.0,'FINITE');
INSERT INTO trial_intermediate_values VALUES(52,19,1,9.1073292296413310698e-05,'FINITE');
INSERT INTO trial_intermediate_values VALUES(53,19,2,0.00018214658459282662139,'FINITE');
INSERT INTO trial_intermediate_values VALUES(54,20,0,0.0,'FINITE');
INSERT INTO trial_intermediate_values VALUES(55,20,1,0.0018854097488371244703,'FINITE');
INSERT INTO trial_intermediate_values VALUES(56,21,0,0.0,'FINITE');
INSERT INTO trial_intermediate_values VALUES(57,21,1,0.00011473032680323031829,'FINITE');
INSERT INTO trial_intermediate_values VALUES(58,21,2,0.00022946065360646063658,'FINITE');
INSERT INTO trial_intermediate_values VALUES(59,22,0,0.0,'FINITE');
INSERT INTO trial_intermediate_values VALUES(60,22,1,0.016558395629535944265,'FINITE');
INSERT INTO trial_intermediate_values VALUES(61,22,2,0.033116791259071888531,'FINITE');
INSERT INTO trial_intermediate_values VALUES(62,23,0,0.0,'FINITE');
INSERT INTO trial_intermediate_values VALUES(63,23,1,0.01226625865173907974,'FINITE');
INSERT INTO trial_intermediate_values VALUES(64,23,2,0.024532517303478159481,'FINITE');
INSERT INTO trial_intermediate_values VALUES(65,24,0,0.0,'FINITE');
INSERT INTO trial_intermediate_values VALUES(66,24,1,0.00036310385233388785871,'FINITE');
INSERT INTO trial_intermediate_values VALUES(67,29,5,NULL,'NAN');
INSERT INTO trial_intermediate_values VALUES(68,29,7,2.5,'FINITE');
CREATE TABLE trial_heartbeats (
	trial_heartbeat_id INTEGER NOT NULL, 
	trial_id INTEGER NOT NULL, 
	heartbeat DATETIME NOT NULL, 
	PRIMARY KEY (trial_heartbeat_id), 
	UNIQUE (trial_id), 
	FOREIGN KEY(trial_id) REFERENCES trials (trial_id)
);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO alembic_version VALUES('v3.0.0.d');
CREATE UNIQUE INDEX ix_studies_study_name ON studies (study_name);
